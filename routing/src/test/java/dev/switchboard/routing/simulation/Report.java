package dev.switchboard.routing.simulation;

import dev.switchboard.routing.simulation.Simulation.Outcome;

/// A failure in words: what was broken, how it came about, and how to see it again.
final class Report {

    private static final int LINES_MAX = 400;

    private Report() {}

    static String of(Outcome failed, Rules rules) {
        Outcome small = Shrinker.shrink(failed, rules);
        Plan plan = small.plan();
        var text = new StringBuilder();
        text.append("seed ").append(plan.seed()).append(" broke ");
        text.append(failed.violation().orElseThrow().getMessage()).append("\n\n");
        text.append("The smallest history found that breaks the same: ");
        text.append(plan.customers()).append(" customers, ");
        text.append(plan.agents()).append(" agents, ");
        text.append(plan.nodes()).append(" nodes, ");
        text.append(plan.steps()).append(" steps of storm with ");
        text.append(plan.faults()).append(", ");
        text.append(plan.left().size()).append(" deeds left out\n");
        int lines = small.history().size();
        if (lines > LINES_MAX) {
            text.append("  … ").append(lines - LINES_MAX).append(" lines before\n");
        }
        small.history().stream()
                .skip(Math.max(0, lines - LINES_MAX))
                .forEach(line -> text.append(line).append('\n'));
        text.append(small.violation().map(Throwable::getMessage).orElse("")).append("\n\n");
        text.append("To see it again:\n");
        text.append("  mvn -q -pl routing test -Dtest=SimulationTest");
        text.append(" -Dsimulation.seed=").append(plan.seed());
        text.append(" -Dsimulation.steps=").append(failed.plan().steps()).append('\n');
        return text.toString();
    }
}
