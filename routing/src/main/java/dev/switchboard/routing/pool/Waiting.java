package dev.switchboard.routing.pool;

import java.util.Optional;
import java.util.Set;

/// An item that waits, and what it asks for now.
///
/// @param standing the rung it stands on
/// @param demand what it asks for there
record Waiting(WorkItem item, Kind kind, Rung standing, Demand demand) {

    Optional<String> sticky() {
        return item.need().sticky();
    }

    /// The customer's language, by its primary tag.
    String language() {
        return kind.language();
    }

    Set<String> optionalSkills() {
        return kind.optionalSkills().keySet();
    }

    boolean excludes(String seat) {
        return kind.excludes(seat, standing);
    }
}
