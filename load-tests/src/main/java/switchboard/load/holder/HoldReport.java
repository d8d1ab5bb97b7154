package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run of [Hold] found.
///
/// @param sessions that were asked for
/// @param base of them that were there first; what more of them cost is the difference
/// @param build how long it took until the others were there, too
/// @param few the nodes with the first sessions
/// @param calm what the nodes took then
/// @param full the nodes when all had been there for a time
/// @param busy what the nodes took in that time
/// @param lasts the last line of each holder
record HoldReport(
        int sessions,
        int base,
        Duration build,
        Sample few,
        CpuRate calm,
        Sample full,
        CpuRate busy,
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
        row(table, "nodes: live heap", memory(few.heapBytes(), full.heapBytes()));
        row(table, "nodes: RSS", memory(few.rssBytes(), full.rssBytes()));
        row(table, "kernel, both ends", memory(few.kernelBytes(), full.kernelBytes()));
        row(
                table,
                "nodes: CPU while held",
                "%.1f %% of a core, %.2f µs a second for each of these"
                        .formatted(
                                100 * busy.cores(),
                                1e6 * (busy.cores() - calm.cores()) / (sessions - base)));
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

    private String memory(long few, long full) {
        return "%,d MiB, %,d B for each session but the first %,d"
                .formatted(full >> 20, (full - few) / (sessions - base), base);
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
