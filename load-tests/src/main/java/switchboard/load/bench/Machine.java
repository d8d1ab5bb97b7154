package switchboard.load.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import switchboard.load.Json;

/// What a run is made on, for whoever reads its results.
final class Machine {

    private Machine() {}

    /// @param home of Switchboard
    static ObjectNode describe(Path home) {
        ObjectNode machine =
                Json.object()
                        .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("cores", Runtime.getRuntime().availableProcessors())
                        .put("processor", value("/proc/cpuinfo", "model name"))
                        .put("memory", value("/proc/meminfo", "MemTotal"))
                        .put("kernel", System.getProperty("os.version"))
                        .put("java", Runtime.version().toString())
                        .put("node", said("node", "--version"));
        try {
            String peers = Files.readString(home.resolve("load-tests/peers/package.json"));
            machine.set("peers", Json.read(peers).path("dependencies"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return machine;
    }

    private static String value(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its first line; empty where there is no such program.
    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            byte[] out = process.getInputStream().readAllBytes();
            return new String(out, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
