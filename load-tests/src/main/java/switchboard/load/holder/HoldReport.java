package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import switchboard.load.chart.Axis;
import switchboard.load.chart.Chart;

/// What a run of [Hold] found.
///
/// @param sessions that were asked for
/// @param build how long it took until all were there, but for the first size
/// @param sizes what the nodes took with each number of sessions that was reached, the smallest
///   first; what more sessions cost is the difference
/// @param lasts the last line of each holder
record HoldReport(int sessions, Duration build, List<Size> sizes, List<JsonNode> lasts) {

    HoldReport {
        sizes = List.copyOf(sizes);
        lasts = List.copyOf(lasts);
    }

    /// A table in Markdown.
    String table() {
        Size full = sizes.getLast();
        var table = new StringBuilder("| | |\n|---|---|\n");
        row(table, "sessions, of %,d".formatted(sessions), "%,d".formatted(sum("welcomed")));
        row(table, "time to build", "%.1f s".formatted(build.toMillis() / 1e3));
        row(table, "refused, by status", counts("refused"));
        row(table, "lost, by close code", counts("lost"));
        if (sizes.size() > 1) {
            row(table, "nodes: live heap", memory(Sample::heapBytes));
            row(table, "nodes: RSS", memory(Sample::rssBytes));
            row(table, "kernel, both ends", memory(Sample::kernelBytes));
            row(
                    table,
                    "nodes: CPU while held",
                    "%.1f %% of a core, %.2f µs a second for each of these"
                            .formatted(100 * full.cpu().cores(), eachMicros(full)));
        }
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
        if (sizes.size() > 2) {
            table.append(growth());
        }
        return table.toString();
    }

    /// A row for each size: all of it, and what each session but the first ones costs.
    private String growth() {
        var table =
                new StringBuilder(
                        """

                        | sessions | nodes: live heap, MiB, B each | kernel, both ends, MiB, B each | \
                        nodes: CPU, cores, µs each |
                        |---|---|---|---|
                        """);
        for (Size size : sizes) {
            boolean first = size.equals(sizes.getFirst());
            table.append(
                    "| %,d | %s | %s | %.2f%s |%n"
                            .formatted(
                                    size.sessions(),
                                    grown(size, Sample::heapBytes),
                                    grown(size, Sample::kernelBytes),
                                    size.cpu().cores(),
                                    first ? "" : ", %.2f".formatted(eachMicros(size))));
        }
        return table.toString();
    }

    private String grown(Size size, ToLongFunction<Sample> what) {
        String all = "%,d".formatted(what.applyAsLong(size.memory()) >> 20);
        return size.equals(sizes.getFirst()) ? all : all + ", %,d".formatted(each(size, what));
    }

    /// Memory and CPU against the number of sessions.
    List<Chart> charts() {
        Map<String, List<Chart.Point>> memory = new LinkedHashMap<>();
        memory.put("nodes: live heap", line(s -> s.memory().heapBytes() / 1048576.0));
        memory.put("kernel, both ends", line(s -> s.memory().kernelBytes() / 1048576.0));
        return List.of(
                Chart.lines(
                        "growth-memory",
                        "Memory against sessions",
                        "sessions",
                        "MiB",
                        Axis.Scale.LINEAR,
                        memory),
                Chart.lines(
                        "growth-cpu",
                        "CPU of the nodes against sessions, chats included at the last",
                        "sessions",
                        "cores",
                        Axis.Scale.LINEAR,
                        Map.of("nodes", line(s -> s.cpu().cores()))));
    }

    private List<Chart.Point> line(ToDoubleFunction<Size> up) {
        return sizes.stream()
                .map(size -> new Chart.Point(size.sessions(), up.applyAsDouble(size)))
                .toList();
    }

    private static void row(StringBuilder table, String what, String value) {
        table.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private String memory(ToLongFunction<Sample> what) {
        Size full = sizes.getLast();
        return "%,d MiB, %,d B for each session but the first %,d"
                .formatted(
                        what.applyAsLong(full.memory()) >> 20,
                        each(full, what),
                        sizes.getFirst().sessions());
    }

    private long each(Size size, ToLongFunction<Sample> what) {
        Size few = sizes.getFirst();
        return (what.applyAsLong(size.memory()) - what.applyAsLong(few.memory()))
                / (size.sessions() - few.sessions());
    }

    private double eachMicros(Size size) {
        Size few = sizes.getFirst();
        return 1e6 * (size.cpu().cores() - few.cpu().cores()) / (size.sessions() - few.sessions());
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
