package dev.switchboard.routing.simulation;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// All that decides what a history will be. A failing one is made smaller by leaving things out: an
/// actor, the later steps, a kind of fault, or single deeds by their names.
///
/// @param steps of the storm; the calm after it takes as many as it needs
/// @param left deeds that are left out, such as `ana#3` or `faults#12`
record Plan(
        long seed,
        int steps,
        int customers,
        int agents,
        int nodes,
        NavigableSet<Faults.Kind> faults,
        NavigableSet<String> left) {
    Plan {
        faults = Collections.unmodifiableNavigableSet(new TreeSet<>(faults));
        left = Collections.unmodifiableNavigableSet(new TreeSet<>(left));
    }

    /// The plan that a seed gives: each has its own sizes and its own kinds of faults, since faults
    /// of all kinds at once hide one another.
    static Plan of(long seed, int steps) {
        Dice dice = new Dice(seed, "plan");
        var faults = new TreeSet<Faults.Kind>();
        for (Faults.Kind kind : Faults.Kind.values()) {
            if (dice.chance(0.4)) {
                faults.add(kind);
            }
        }
        return new Plan(
                seed,
                steps,
                dice.between(1, 5),
                dice.between(1, 4),
                dice.between(1, 4),
                faults,
                new TreeSet<>());
    }

    Plan withSteps(int fewer) {
        return new Plan(seed, fewer, customers, agents, nodes, faults, left);
    }

    Plan withActors(int fewerCustomers, int fewerAgents, int fewerNodes) {
        return new Plan(seed, steps, fewerCustomers, fewerAgents, fewerNodes, faults, left);
    }

    Plan without(Faults.Kind kind) {
        var fewer = new TreeSet<>(faults);
        fewer.remove(kind);
        return new Plan(seed, steps, customers, agents, nodes, fewer, left);
    }

    Plan without(Collection<String> deeds) {
        var more = new TreeSet<>(left);
        more.addAll(deeds);
        return new Plan(seed, steps, customers, agents, nodes, faults, more);
    }
}
