package dev.switchboard.routing.simulation;

import java.util.function.Supplier;

/// What everybody in a simulation shares.
///
/// @param storm whether faults and unreasonable people are still about
record World(
        Plan plan,
        Timeline timeline,
        History history,
        Rules rules,
        Redis redis,
        Checks checks,
        Fleet fleet,
        Storm storm) {

    /// 2026-01-01, as if it mattered.
    static final long EPOCH_MS = 1_767_225_600_000L;

    /// The weather, which changes once.
    static final class Storm {
        private boolean over;

        boolean rages() {
            return !over;
        }

        void end() {
            over = true;
        }
    }

    Dice dice(String whose) {
        return new Dice(plan.seed(), whose);
    }

    void tell(String actor, Supplier<String> what) {
        history.add(actor, what);
    }
}
