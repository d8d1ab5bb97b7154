package switchboard.load.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import switchboard.load.Json;
import switchboard.load.chart.Axis;
import switchboard.load.chart.Chart;
import switchboard.load.holder.Latencies;

/// What a run of [Messages] found.
final class MessagesReport {

    private final List<Row> rows = new ArrayList<>();

    /// One rate.
    ///
    /// @param usage of the processes while it counted, see [Usage]
    record Row(Words.Outcome words, JsonNode usage) {

        boolean passes() {
            return words.broken() == 0;
        }

        ObjectNode json() {
            ObjectNode json =
                    Json.object()
                            .put("perSecond", words.perSecond())
                            .put("said", words.said())
                            .put("accepted", words.accepted())
                            .put("heard", words.heard())
                            .put("broken", words.broken());
            words.problems().forEach(json.withArray("problems")::add);
            json.set("lateMs", Results.percentiles(words.lag()));
            json.set("acceptedMs", Results.percentiles(words.untilAccepted()));
            json.set("heardMs", Results.percentiles(words.untilHeard()));
            json.set("usage", usage);
            return json;
        }

        /// One of the table.
        String line() {
            return "| %,d | %s | %s | %s | %s | %s, %s | %s | %,d of %,d | %,d |"
                    .formatted(
                            words.perSecond(),
                            Results.triple(words.untilAccepted()),
                            Results.triple(words.untilHeard()),
                            Results.figure(words.lag().percentileMs(99)),
                            cores("nodeCores"),
                            cores("redisCores"),
                            cores("clientCores"),
                            "%.0f, %.0f µs"
                                    .formatted(
                                            usage.path("nodesMicrosEach").asDouble(),
                                            usage.path("redisMicrosEach").asDouble()),
                            words.heard(),
                            words.said(),
                            words.broken());
        }

        private String cores(String field) {
            JsonNode value = usage.path(field);
            if (value.isArray()) {
                List<String> each = new ArrayList<>();
                value.forEach(v -> each.add("%.2f".formatted(v.asDouble())));
                return String.join(", ", each);
            }
            return "%.2f".formatted(value.asDouble());
        }
    }

    void add(Row row) {
        rows.add(row);
    }

    boolean passes() {
        return rows.stream().allMatch(Row::passes);
    }

    /// Latency against load; nothing where there was one rate alone.
    List<Chart> charts() {
        if (rows.size() < 2) {
            return List.of();
        }
        Map<String, List<Chart.Point>> lines = new LinkedHashMap<>();
        lines.put("accepted, p50", line(row -> row.words().untilAccepted(), 50));
        lines.put("accepted, p99", line(row -> row.words().untilAccepted(), 99));
        lines.put("heard, p50", line(row -> row.words().untilHeard(), 50));
        lines.put("heard, p99", line(row -> row.words().untilHeard(), 99));
        return List.of(
                Chart.lines(
                        "messages",
                        "Words from a customer to an agent on another node",
                        "words a second",
                        "ms",
                        Axis.Scale.LOGARITHMIC,
                        lines));
    }

    private List<Chart.Point> line(Function<Row, Latencies> of, double percentile) {
        return rows.stream()
                .map(row ->
                        new Chart.Point(
                                row.words().perSecond(), of.apply(row).percentileMs(percentile)))
                .toList();
    }

    /// A table in Markdown; times in milliseconds.
    String table() {
        var table =
                new StringBuilder(
                        """

                        | a second | accepted: p50, p99, p99.9 | agent heard: p50, p99, p99.9 | said late: p99 | cores of the nodes | of Redis, the client | CPU each: nodes, Redis | heard | broken |
                        |---|---|---|---|---|---|---|---|---|
                        """);
        for (Row row : rows) {
            table.append(row.line()).append('\n');
            row.words().problems().forEach(p -> table.append(p).append('\n'));
        }
        return table.toString();
    }
}
