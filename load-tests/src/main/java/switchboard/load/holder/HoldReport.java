package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table that a run of [Hold] ends with.
final class HoldReport {

    private HoldReport() {}

    /// @param empty the nodes before anybody came
    /// @param before the nodes when all were there
    /// @param after the nodes when all had been there for a time
    /// @param lasts the last line of each holder
    static String of(
            int sessions,
            Duration build,
            Sample empty,
            Sample before,
            Sample after,
            List<JsonNode> lasts) {
        var table = new StringBuilder("| | |\n|---|---|\n");
        row(table, "sessions, of %,d".formatted(sessions), "%,d".formatted(sum(lasts, "welcomed")));
        row(table, "time to build", "%.1f s".formatted(build.toMillis() / 1e3));
        row(table, "refused, by status", counts(lasts, "refused"));
        row(table, "lost, by close code", counts(lasts, "lost"));
        row(table, "nodes: live heap", memory(empty.heapBytes(), before.heapBytes(), sessions));
        row(table, "nodes: RSS", memory(empty.rssBytes(), before.rssBytes(), sessions));
        double held = (after.atNanos() - before.atNanos()) / 1e9;
        double cpu = after.cpu().minus(before.cpu()).toMillis() / 1e3;
        row(
                table,
                "nodes: CPU while held",
                "%.1f %% of a core, %.0f µs a second and session"
                        .formatted(100 * cpu / held, 1e6 * cpu / held / sessions));
        row(
                table,
                "holders: RSS, heap with garbage",
                "%,d MiB, %,d MiB".formatted(sum(lasts, "rssMiB"), sum(lasts, "heapMiB")));
        row(table, "words", "%,d".formatted(sum(lasts, "words")));
        for (String what : List.of("acceptedMs", "firstDeltaMs", "answeredMs")) {
            row(table, what + ": p50, p90, p99", latencies(lasts, what));
        }
        row(table, "promises broken", "%,d".formatted(sum(lasts, "problems")));
        lasts.forEach(last ->
                last.path("problemsShown").forEach(p -> table.append(p.asText()).append('\n')));
        return table.toString();
    }

    private static void row(StringBuilder table, String what, String value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private static String memory(long empty, long full, int sessions) {
        return "%,d MiB, of which %,d B a session".formatted(full >> 20, (full - empty) / sessions);
    }

    private static long sum(List<JsonNode> lasts, String field) {
        return lasts.stream().mapToLong(last -> last.path(field).asLong()).sum();
    }

    private static String counts(List<JsonNode> lasts, String field) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode last : lasts) {
            last.path(field)
                    .properties()
                    .forEach(e -> counts.merge(e.getKey(), e.getValue().asInt(), Integer::sum));
        }
        return counts.isEmpty() ? "none" : counts.toString();
    }

    private static String latencies(List<JsonNode> lasts, String what) {
        var all = new Latencies();
        lasts.stream()
                .map(last -> last.path("histograms").path(what).asText())
                .filter(encoded -> !encoded.isEmpty())
                .forEach(all::add);
        return "%,.1f, %,.1f, %,.1f"
                .formatted(all.percentileMs(50), all.percentileMs(90), all.percentileMs(99));
    }
}
