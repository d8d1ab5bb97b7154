package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A `redis-server` of the system's, on a port of its own, that can be killed and started again.
final class RedisServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Path directory;
    private final List<String> options;
    private final int port;
    private Process process;

    private RedisServer(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
    }

    /// Starts one and waits until it answers.
    static RedisServer start(Path directory, String... options) {
        return startAt(Ports.free(), directory, options);
    }

    static RedisServer startAt(int port, Path directory, String... options) {
        var server = new RedisServer(directory, port, List.of(options));
        server.start();
        return server;
    }

    /// One that is configured by a file, which it writes to.
    static RedisServer ofFile(Path file, String... options) {
        var all = new ArrayList<>(List.of(file.toString()));
        all.addAll(List.of(options));
        return startAt(Ports.free(), file.getParent(), all.toArray(String[]::new));
    }

    /// What makes an answer mean that it is on the disk.
    static String[] durable() {
        return new String[] {"--appendonly", "yes", "--appendfsync", "always", "--save", ""};
    }

    /// Starts it, again.
    ///
    /// @param more options, this time
    void start(String... more) {
        try {
            Files.createDirectories(directory);
            var command = new ArrayList<>(List.of("redis-server"));
            // A file comes first, if there is one.
            options.stream().limit(1).filter(o -> !o.startsWith("--")).forEach(command::add);
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
            command.addAll(List.of("--dir", directory.toString(), "--protected-mode", "no"));
            options.stream().skip(command.get(1).startsWith("--") ? 0 : 1).forEach(command::add);
            command.addAll(List.of(more));
            process =
                    Children.adopted(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(
                                            ProcessBuilder.Redirect.appendTo(
                                                    directory.resolve("redis.log").toFile()))
                                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        Instant end = Instant.now().plus(START);
        while (true) {
            try (RedisTalk talk = new RedisTalk(port)) {
                talk.ask("PING");
                return;
            } catch (UncheckedIOException | RedisTalk.Complaint e) {
                // Not yet, or still reading its file.
                if (Instant.now().isAfter(end) || !process.isAlive()) {
                    throw new IllegalStateException("no Redis, see " + directory, e);
                }
                Client.pause(Duration.ofMillis(20));
            }
        }
    }

    int port() {
        return port;
    }

    RedisTalk talk() {
        return new RedisTalk(port);
    }

    /// As `kill -9` does; waits until it is dead.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
