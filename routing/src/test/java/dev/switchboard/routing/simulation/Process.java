package dev.switchboard.routing.simulation;

/// Something that runs, may freeze and may die: what is to happen to it later happens when it
/// wakes, or never.
class Process {

    private final String name;
    private boolean alive = true;
    private long frozenUntil;
    private long backlog;

    Process(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    final boolean alive() {
        return alive;
    }

    final void die() {
        alive = false;
    }

    final void freeze(long until) {
        frozenUntil = Math.max(until, frozenUntil);
        backlog = 0;
    }

    final boolean frozen(long now) {
        return frozenUntil > now;
    }

    /// When the next thing of many that wait for the end of the frost happens: in their order.
    final long turnAfterFrost() {
        return frozenUntil + backlog++;
    }

    @Override
    public final String toString() {
        return name;
    }
}
