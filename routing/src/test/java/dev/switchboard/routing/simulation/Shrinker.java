package dev.switchboard.routing.simulation;

import dev.switchboard.routing.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Makes a failing history small: fewer steps, fewer actors, fewer kinds of faults, and then fewer
/// deeds, in halves and quarters (Zeller's delta debugging), as long as the same invariant fails.
final class Shrinker {

    private static final int TRIES_MAX = 600;

    private final Rules rules;
    private final Invariant invariant;
    private Plan plan;
    private int tries;

    private Shrinker(Outcome failed, Rules rules) {
        this.rules = rules;
        this.invariant = failed.violation().orElseThrow().invariant();
        this.plan = failed.plan();
    }

    /// The smallest history found that fails like this one, with all its lines.
    static Outcome shrink(Outcome failed, Rules rules) {
        Shrinker shrinker = new Shrinker(failed, rules);
        shrinker.shrink(failed.steps());
        return Simulation.run(shrinker.plan, rules, true);
    }

    private void shrink(long steps) {
        accept(plan.withSteps((int) Math.min(plan.steps(), steps)));
        fewerSteps();
        fewerActors();
        for (Faults.Kind kind : plan.faults()) {
            accept(plan.without(kind));
        }
        fewerDeeds();
        fewerSteps();
    }

    private boolean accept(Plan smaller) {
        if (smaller.equals(plan) || tries++ >= TRIES_MAX) {
            return false;
        }
        boolean fails = fails(smaller);
        if (fails) {
            plan = smaller;
        }
        return fails;
    }

    private boolean fails(Plan smaller) {
        Optional<Invariant.Violation> violation = Simulation.run(smaller, rules, false).violation();
        return violation.filter(v -> v.invariant() == invariant).isPresent();
    }

    private void fewerSteps() {
        for (int cut = plan.steps() / 2; cut > 0; cut = cut / 2) {
            while (plan.steps() > cut && accept(plan.withSteps(plan.steps() - cut))) {
                // Once more by as many.
            }
        }
    }

    private void fewerActors() {
        while (plan.customers() > 1
                && accept(plan.withActors(plan.customers() - 1, plan.agents(), plan.nodes()))) {
            // One less.
        }
        while (plan.agents() > 1
                && accept(plan.withActors(plan.customers(), plan.agents() - 1, plan.nodes()))) {
            // One less.
        }
        while (plan.nodes() > 1
                && accept(plan.withActors(plan.customers(), plan.agents(), plan.nodes() - 1))) {
            // One less.
        }
    }

    private void fewerDeeds() {
        List<String> deeds = new ArrayList<>(Simulation.run(plan, rules, false).deeds());
        for (int size = Math.max(1, deeds.size() / 2); ; size = size / 2) {
            for (int from = 0; from < deeds.size(); ) {
                List<String> some = deeds.subList(from, Math.min(deeds.size(), from + size));
                if (accept(plan.without(new TreeSet<>(some)))) {
                    some.clear();
                } else {
                    from += size;
                }
            }
            if (size <= 1) {
                return;
            }
        }
    }
}
