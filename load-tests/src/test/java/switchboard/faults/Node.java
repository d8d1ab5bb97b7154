package switchboard.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A node, started as a user would from the jar that was built, in a process of its own.
final class Node implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path JAR = HOME.resolve("gateway/target/gateway.jar");
    private static final int STARTS_MAX = 3;
    private static final String LISTENING = "listening on http://";

    private final String name;
    private final Process process;
    private final int port;

    private Node(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /// Starts a node and waits until it listens; again where it could not start, as a supervisor
    /// would, for this machine may be busy beyond its time-outs. What it logs goes to `NAME.log`.
    ///
    /// @param settings `key=value`
    /// @param environment added to its own
    static Node start(
            String name, Path directory, List<String> settings, Map<String, String> environment) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("there is no " + JAR + ": mvn package builds it");
        }
        IllegalStateException last = null;
        for (int i = 0; i < STARTS_MAX; i++) {
            try {
                return startOnce(name, directory, settings, environment);
            } catch (IllegalStateException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Node startOnce(
            String name, Path directory, List<String> settings, Map<String, String> environment) {
        try {
            Files.createDirectories(directory);
            var builder =
                    new ProcessBuilder(command(directory.resolve(name), settings))
                            .redirectError(directory.resolve(name + ".log").toFile());
            builder.environment().putAll(environment);
            Process process = Children.adopted(builder.start());
            return new Node(name, process, listeningPort(name, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path data, List<String> settings) {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                "-Dswitchboard.home=" + HOME,
                                "-Dswitchboard.learned=" + JAR.resolveSibling("learned"),
                                "-jar",
                                JAR.toString(),
                                "--port",
                                "0",
                                "--data",
                                data.toString()));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    private static int listeningPort(String name, Process process) throws IOException {
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length() - "http://".length()))
                        .getPort();
            }
        }
        throw new IllegalStateException(name + " ended at its start");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /// What it counts, as Prometheus would read it.
    String metrics() {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// As `kill -9` does; waits until it is dead.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Stops it in its tracks, as a long pause of its machine does.
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /// Tells it to end, and waits until it has.
    ///
    /// @return its exit status
    int terminate() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
