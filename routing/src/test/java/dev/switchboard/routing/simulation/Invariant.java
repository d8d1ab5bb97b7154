package dev.switchboard.routing.simulation;

/// What must hold, by the names of `docs/architecture.md`.
enum Invariant {
    I1("accepted once"),
    I2("one order"),
    I3("one holder"),
    I4("same socket"),
    I5("one seat"),
    I6("capacity"),
    I7("no idle match"),
    I8("age kept"),
    I9("turns end"),
    I11("asked first");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    /// Fails where this does not hold.
    void check(boolean holds, String detail, Object... with) {
        if (!holds) {
            throw broken(detail, with);
        }
    }

    Violation broken(String detail, Object... with) {
        return new Violation(this, String.format(detail, with));
    }

    @Override
    public String toString() {
        return name() + " " + meaning;
    }

    /// An invariant that did not hold.
    static final class Violation extends RuntimeException {
        private final Invariant invariant;

        Violation(Invariant invariant, String detail) {
            super(invariant + ": " + detail);
            this.invariant = invariant;
        }

        Invariant invariant() {
            return invariant;
        }
    }
}
