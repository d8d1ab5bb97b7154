package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run of [Hold] found.
///
/// @param sessions that were asked for
/// @param build how long it took until all were there
/// @param empty the nodes before anybody came: their memory has touched the least then
/// @param full the nodes when all were there
/// @param held the nodes when all had been there for a time
/// @param left the nodes when all had gone: warm, so that their heap differs by the sessions alone
/// @param lasts the last line of each holder
record HoldReport(
        int sessions,
        Duration build,
        Sample empty,
        Sample full,
        Sample held,
        Sample left,
        List<JsonNode> lasts) {

    HoldReport {
        lasts = List.copyOf(lasts);
    }

    /// A table in Markdown.
    String table() {
        var table = new StringBuilder("| | |\n|---|---|\n");
        row(table, "sessions, of %,d".formatted(sessions), "%,d".formatted(sum("welcomed")));
        row(table, "time to build", "%.1f s".formatted(build.toMillis() / 1e3));
        row(table, "refused, by status", counts("refused"));
        row(table, "lost, by close code", counts("lost"));
        row(table, "nodes: live heap", memory(left.heapBytes(), full.heapBytes()));
        row(table, "nodes: RSS", memory(empty.rssBytes(), full.rssBytes()));
        double seconds = (held.atNanos() - full.atNanos()) / 1e9;
        double cpu = held.cpu().minus(full.cpu()).toMillis() / 1e3;
        row(
                table,
                "nodes: CPU while held",
                "%.1f %% of a core, %.0f µs a second and session"
                        .formatted(100 * cpu / seconds, 1e6 * cpu / seconds / sessions));
        row(
                table,
                "holders: RSS, heap with garbage",
                "%,d MiB, %,d MiB".formatted(sum("rssMiB"), sum("heapMiB")));
        row(table, "words", "%,d".formatted(sum("words")));
        for (String what : List.of("acceptedMs", "firstDeltaMs", "answeredMs")) {
            row(table, what + ": p50, p90, p99", latencies(what));
        }
        row(table, "promises broken", "%,d".formatted(sum("problems")));
        lasts.forEach(last ->
                last.path("problemsShown").forEach(p -> table.append(p.asText()).append('\n')));
        return table.toString();
    }

    private static void row(StringBuilder table, String what, String value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private String memory(long empty, long full) {
        return "%,d MiB, of which %,d B a session".formatted(full >> 20, (full - empty) / sessions);
    }

    private long sum(String field) {
        return lasts.stream().mapToLong(last -> last.path(field).asLong()).sum();
    }

    private String counts(String field) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode last : lasts) {
            last.path(field)
                    .properties()
                    .forEach(e -> counts.merge(e.getKey(), e.getValue().asInt(), Integer::sum));
        }
        return counts.isEmpty() ? "none" : counts.toString();
    }

    private String latencies(String what) {
        var all = new Latencies();
        lasts.stream()
                .map(last -> last.path("histograms").path(what).asText())
                .filter(encoded -> !encoded.isEmpty())
                .forEach(all::add);
        return "%,.1f, %,.1f, %,.1f"
                .formatted(all.percentileMs(50), all.percentileMs(90), all.percentileMs(99));
    }
}
