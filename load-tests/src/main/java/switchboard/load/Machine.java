package switchboard.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/// What a run is made on, for whoever reads its results.
public final class Machine {

    private Machine() {}

    public static ObjectNode describe() {
        return Json.object()
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("processor", value("/proc/cpuinfo", "model name"))
                .put("memory", value("/proc/meminfo", "MemTotal"))
                .put("kernel", System.getProperty("os.version"))
                .put("java", Runtime.version().toString());
    }

    /// The day and what matters most, for a page.
    public static String inWords(JsonNode machine) {
        return "%s, %s cores, %s, Java %s"
                .formatted(
                        machine.path("at").asText().substring(0, 10),
                        machine.path("cores").asText(),
                        machine.path("processor").asText(),
                        machine.path("java").asText());
    }

    private static String value(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
