package dev.switchboard.routing.pool;

import org.jspecify.annotations.Nullable;

/// The waiting items of one [Kind], the oldest first.
///
/// @param standing the rung on which they stand; null where the target of all of them is out of
///   reach, or nobody has asked yet
/// @param demand what they ask for there
/// @param queue conversations by age
record Line(Kind kind, @Nullable Rung standing, @Nullable Demand demand, Tree<Age, String> queue) {

    static Line of(Kind kind) {
        return new Line(kind, null, null, Tree.empty(Age.ORDER));
    }

    Line with(Tree<Age, String> changed) {
        return new Line(kind, standing, demand, changed);
    }

    Line standingOn(@Nullable Rung rung, @Nullable Demand asked) {
        return new Line(kind, rung, asked, queue);
    }
}
