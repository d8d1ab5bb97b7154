package dev.switchboard.gateway.assistant.triggers;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What was seen of what was there, by language.
final class Tally {

    private static final String ALL = "all";

    private final Map<String, int[]> byLanguage = new TreeMap<>();

    void add(String language, boolean is, boolean seen) {
        for (String row : new String[] {language, ALL}) {
            int[] counts = byLanguage.computeIfAbsent(row, _ -> new int[4]);
            counts[is ? 0 : 2]++;
            counts[is ? 1 : 3] += seen ? 1 : 0;
        }
    }

    double recall() {
        int[] all = byLanguage.getOrDefault(ALL, new int[4]);
        return (double) all[1] / all[0];
    }

    /// Of the languages that have any.
    double leastRecall() {
        return byLanguage.values().stream()
                .filter(n -> n[0] > 0)
                .mapToDouble(n -> (double) n[1] / n[0])
                .min()
                .orElse(0);
    }

    double falseAlarms() {
        int[] all = byLanguage.getOrDefault(ALL, new int[4]);
        return (double) all[3] / all[2];
    }

    String table() {
        StringBuilder table =
                new StringBuilder("| language | seen | false alarms |\n|---|---|---|\n");
        byLanguage.forEach((language, n) ->
                table.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %d of %d, %.0f %% | %d of %d, %.1f %% |%n",
                                language,
                                n[1],
                                n[0],
                                100.0 * n[1] / Math.max(1, n[0]),
                                n[3],
                                n[2],
                                100.0 * n[3] / Math.max(1, n[2]))));
        return table.toString();
    }
}
