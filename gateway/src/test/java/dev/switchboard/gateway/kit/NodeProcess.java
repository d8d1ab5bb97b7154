package dev.switchboard.gateway.kit;

import dev.switchboard.gateway.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A node in a process of its own, so that it can be killed.
public final class NodeProcess implements AutoCloseable {

    private static final String LISTENING = "listening on http://";

    private final Process process;
    private final int port;

    private NodeProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a node and waits until it listens.
    ///
    /// @param settings `key=value`
    public static NodeProcess start(Path data, URI redis, String... settings) {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                "-cp",
                                classPath(),
                                Main.class.getName(),
                                "--port",
                                "0",
                                "--data",
                                data.toString()));
        var all = new ArrayList<>(TestGateway.shared(redis));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of("..").toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            return new NodeProcess(process, port(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Absolute, for the node runs in another directory.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int port(Process process) throws IOException {
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length() - "http://".length()))
                        .getPort();
            }
        }
        throw new IllegalStateException("the node ended at its start");
    }

    public int port() {
        return port;
    }

    /// Kills it as `kill -9` does, and waits until it is dead.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Tells it to end, as a supervisor does.
    public void tellToEnd() {
        process.destroy();
    }

    /// Waits for its end.
    ///
    /// @return its exit status
    public int exitStatus() {
        return process.onExit().join().exitValue();
    }

    /// Stops it in its tracks, as a long pause does.
    public void pause() {
        Signals.send(process.pid(), "STOP");
    }

    /// Lets it go on.
    public void resume() {
        Signals.send(process.pid(), "CONT");
    }

    @Override
    public void close() {
        kill();
    }
}
