package switchboard.load.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which classes a session's heap is made of: what a heap with many has more than one with none.
final class HeapDifference {

    /// What has fewer is left out: it is of the node's, and comes and goes.
    private static final double LEAST_BYTES = 4;

    private HeapDifference() {}

    /// Bytes of each class for each session, most first.
    static Map<String, Double> of(Map<String, Long> none, Map<String, Long> many, int sessions) {
        Map<String, Double> each = new LinkedHashMap<>();
        many.entrySet().stream()
                .map(e ->
                        Map.entry(
                                e.getKey(),
                                (double) (e.getValue() - none.getOrDefault(e.getKey(), 0L))
                                        / sessions))
                .filter(e -> e.getValue() >= LEAST_BYTES)
                .sorted(
                        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> each.put(e.getKey(), e.getValue()));
        return each;
    }

    /// The same in Markdown.
    static String table(String connection, JsonNode bytesByClass) {
        var table =
                new StringBuilder(
                        "\n| heap of a session, %s | bytes |\n|---|---|\n".formatted(connection));
        bytesByClass
                .properties()
                .forEach(e ->
                        table.append(
                                "| `%s` | %.0f |%n"
                                        .formatted(e.getKey(), e.getValue().asDouble())));
        return table.toString();
    }
}
