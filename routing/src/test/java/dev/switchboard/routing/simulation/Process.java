package dev.switchboard.routing.simulation;

/// Something that runs, may freeze and may die: what is to happen to it later happens when it
/// wakes, or never.
class Process {

    private final String name;
    private boolean alive = true;
    private long frozenUntil;

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
    }

    final boolean frozen(long now) {
        return frozenUntil > now;
    }

    final long frozenUntil() {
        return frozenUntil;
    }

    @Override
    public final String toString() {
        return name;
    }
}
