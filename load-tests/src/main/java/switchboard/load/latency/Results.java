package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import switchboard.load.Json;
import switchboard.load.Machine;
import switchboard.load.holder.Latencies;

/// What a run found, as JSON in `load-tests/target/bench`.
final class Results {

    private Results() {}

    /// What there is to say of every run: when and on what it was.
    static ObjectNode begin(String name) {
        return Machine.describe().put("name", name);
    }

    /// Writes them to a file by their name.
    static void write(ObjectNode results) throws IOException {
        Path directory =
                Path.of(System.getProperty("switchboard.home"), "load-tests", "target", "bench");
        Files.createDirectories(directory);
        Path file = directory.resolve(Json.text(results, "name") + ".json");
        Files.writeString(file, results.toPrettyString() + "\n");
        System.out.println("\nwritten to " + file);
    }

    /// In milliseconds.
    static ObjectNode percentiles(Latencies of) {
        return Json.object()
                .put("count", of.count())
                .put("p50", of.percentileMs(50))
                .put("p90", of.percentileMs(90))
                .put("p99", of.percentileMs(99))
                .put("p999", of.percentileMs(99.9))
                .put("max", of.percentileMs(100));
    }

    /// Milliseconds at p50, p99 and p99.9.
    static String triple(Latencies of) {
        return figure(of.percentileMs(50))
                + ", "
                + figure(of.percentileMs(99))
                + ", "
                + figure(of.percentileMs(99.9));
    }

    /// So many digits behind the point that three or four mean something.
    static String figure(double value) {
        double size = Math.abs(value);
        return (size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f").formatted(value);
    }
}
