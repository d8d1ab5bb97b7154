package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Results.Figures;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The results as a table for a terminal, and what failed.
public final class ReportTable {
    private static final String ROW = "%-18s %5s %6s   %s%n";
    private static final int LANGUAGES_A_LINE = 8;
    private static final double PERCENT = 100;

    private ReportTable() {}

    public static String of(Results results) {
        var table = new StringBuilder();
        results.cases().stream()
                .filter(one -> !one.whole())
                .forEach(one -> table.append(failed(one)));
        if (!table.isEmpty()) {
            table.append('\n');
        }
        table.append(
                ROW.formatted(
                        "",
                        "cases",
                        "whole",
                        IntStream.rangeClosed(1, results.runs())
                                .mapToObj(k -> "%9s".formatted("pass^" + k))
                                .collect(Collectors.joining(" "))));
        results.byTag().forEach((tag, figures) -> table.append(row(tag, figures)));
        table.append('\n');
        table.append(row("must pass", results.mustPass()));
        table.append(row("others", results.others()));
        table.append(row("all", results.all()));
        table.append("\nBy language, pass^").append(results.runs()).append(":\n");
        int n = 0;
        for (Map.Entry<String, Figures> one : results.byLanguage().entrySet()) {
            table.append(
                    "%s %s (%d)"
                            .formatted(
                                    one.getKey(),
                                    percent(one.getValue().powers().getLast()),
                                    one.getValue().cases()));
            n++;
            table.append(
                    n == results.byLanguage().size() || n % LANGUAGES_A_LINE == 0 ? "\n" : " · ");
        }
        table.append("%n%s%n".formatted(results.summary()));
        return table.toString();
    }

    private static String failed(Evaluated one) {
        return one.runs().stream()
                .filter(run -> !run.passed())
                .findFirst()
                .map(run ->
                        "%s %s (%s) passed %d of %d: %s%n"
                                .formatted(
                                        one.script().mustPass() ? "FAILED" : "missed",
                                        one.script().id(),
                                        one.script().place(),
                                        one.passed(),
                                        one.runs().size(),
                                        sentence(run.misses().getFirst())))
                .orElse("");
    }

    /// A miss with the turn it is of.
    static String sentence(Run.Miss miss) {
        return miss.turn() == 0
                ? miss.sentence()
                : "turn %d: %s".formatted(miss.turn(), miss.sentence());
    }

    private static String row(String name, Figures figures) {
        return ROW.formatted(
                name,
                figures.cases(),
                figures.whole(),
                figures.powers().stream()
                        .map(power -> "%9s".formatted(percent(power)))
                        .collect(Collectors.joining(" ")));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
    }
}
