package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sentinel: a `redis-server` that watches others.
final class Sentinel {

    private static final String SETTINGS =
            """
            sentinel monitor %1$s 127.0.0.1 %2$d 2
            sentinel down-after-milliseconds %1$s 1000
            sentinel failover-timeout %1$s 5000
            """;

    private Sentinel() {}

    static RedisServer start(Path directory, String master, int masterPort) {
        try {
            Path file = Fresh.directory(directory).resolve("sentinel.conf");
            Files.writeString(file, SETTINGS.formatted(master, masterPort));
            return RedisServer.ofFile(file, "--sentinel");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
