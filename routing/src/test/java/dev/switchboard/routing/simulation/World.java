package dev.switchboard.routing.simulation;

import java.util.List;
import java.util.function.Supplier;

/// What everybody in a simulation shares.
///
/// /// @param storm whether faults and unreasonable people are still about
///
/// @param deeds what has been done by people and by fate, by name
record World(
        Plan plan,
        Timeline timeline,
        History history,
        Rules rules,
        Redis redis,
        Checks checks,
        Fleet fleet,
        Storm storm,
        List<String> deeds) {

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

    /// Whether a deed is to be done. It is remembered, so that it can be left out another time.
    boolean does(String deed) {
        boolean does = !plan.left().contains(deed);
        if (does) {
            deeds.add(deed);
        }
        return does;
    }

    void tell(String actor, Supplier<String> what) {
        history.add(actor, what);
    }
}
