package dev.switchboard.routing.pool;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one step of a [Ladder] asks of a seat.
///
/// @param seat the only seat asked, where one is named
/// @param language what must be spoken, where anything must
/// @param lapsed whether a lapsed [Exclusion] is overlooked
record Rung(Optional<String> seat, List<String> skills, Optional<String> language, boolean lapsed) {
    static Rung of(List<String> skills, String language) {
        return new Rung(Optional.empty(), skills, Optional.of(language), false);
    }

    Rung onlyFor(String agent) {
        return new Rung(Optional.of(agent), skills, Optional.empty(), lapsed);
    }

    Rung inAnyLanguage() {
        return new Rung(seat, skills, Optional.empty(), lapsed);
    }

    Rung asLastResort() {
        return new Rung(seat, skills, language, true);
    }

    /// Whether the seat is one that may take the item, had it the time and the room.
    boolean admits(WorkItem item, Seat candidate) {
        Profile profile = candidate.profile();
        return seat.map(candidate.id()::equals).orElse(true)
                && profile.skills().containsAll(skills)
                && language.map(profile::speaks).orElse(true)
                && item.need().market().map(profile::serves).orElse(true)
                && overlooks(item.excluded().get(candidate.id()));
    }

    private boolean overlooks(@Nullable Exclusion exclusion) {
        return exclusion == null || (lapsed && exclusion == Exclusion.LAPSED);
    }
}
