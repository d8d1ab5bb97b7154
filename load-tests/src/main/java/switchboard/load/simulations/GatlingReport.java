package switchboard.load.simulations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import switchboard.load.Json;

/// What Gatling says of a simulation beside its charts, in `js/stats.json`.
///
/// @param requests in the order of the report
record GatlingReport(List<Request> requests) {

    /// What was done many times.
    record Request(
            String name,
            long times,
            long failed,
            long p50Ms,
            long p95Ms,
            long p99Ms,
            long longestMs) {}

    GatlingReport {
        requests = List.copyOf(requests);
    }

    /// Of the newest run in a directory of results; without a row where there is none.
    static GatlingReport newestIn(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            return new GatlingReport(List.of());
        }
        try (Stream<Path> runs = Files.list(results)) {
            Path stats =
                    runs.map(run -> run.resolve("js/stats.json"))
                            .filter(Files::exists)
                            .max(Comparator.comparing(file -> file.toFile().lastModified()))
                            .orElse(null);
            return stats == null
                    ? new GatlingReport(List.of())
                    : of(Json.read(Files.readString(stats)));
        }
    }

    /// @param stats the whole of the file
    static GatlingReport of(JsonNode stats) {
        List<Request> requests = new ArrayList<>();
        collect(stats, requests);
        return new GatlingReport(requests);
    }

    private static void collect(JsonNode node, List<Request> requests) {
        for (JsonNode child : node.path("contents")) {
            if (child.path("type").asText().equals("REQUEST")) {
                requests.add(request(child.path("stats")));
            } else {
                collect(child, requests);
            }
        }
    }

    /// Gatling numbers the percentiles: 50, 75, 95, 99.
    private static Request request(JsonNode stats) {
        return new Request(
                stats.path("name").asText(),
                stats.path("numberOfRequests").path("total").asLong(),
                stats.path("numberOfRequests").path("ko").asLong(),
                stats.path("percentiles1").path("total").asLong(),
                stats.path("percentiles3").path("total").asLong(),
                stats.path("percentiles4").path("total").asLong(),
                stats.path("maxResponseTime").path("total").asLong());
    }
}
