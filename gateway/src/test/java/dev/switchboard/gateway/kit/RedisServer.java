package dev.switchboard.gateway.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A real `redis-server` of the system's on a free port of the loopback interface, ended by its
/// process id.
public final class RedisServer implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path dir;
    private final int port;
    private final List<String> command;
    private Process process;

    private RedisServer(Path dir, int port, List<String> command) throws IOException {
        this.dir = dir;
        this.port = port;
        this.command = command;
        this.process = launch();
    }

    /// Starts one, and waits until it answers.
    ///
    /// @param settings `name value` as in its configuration
    public static RedisServer start(Path dir, String... settings) {
        return start(dir, freePort(), settings);
    }

    /// The same at this port.
    public static RedisServer start(Path dir, int port, String... settings) {
        var lines =
                new ArrayList<>(
                        List.of(
                                "port " + port,
                                "bind 127.0.0.1",
                                "save \"\"",
                                "appendonly yes",
                                "repl-diskless-sync yes",
                                "repl-diskless-sync-delay 0",
                                "repl-ping-replica-period 1",
                                "daemonize no"));
        lines.addAll(List.of(settings));
        return launched(dir, port, lines);
    }

    /// Starts a sentinel.
    static RedisServer sentinel(Path dir, int port, String... settings) {
        var lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "daemonize no"));
        lines.addAll(List.of(settings));
        return launched(dir, port, lines, "--sentinel");
    }

    private static RedisServer launched(Path dir, int port, List<String> lines, String... options) {
        try {
            Files.createDirectories(dir);
            Path config = dir.resolve("redis.conf");
            Files.write(config, lines);
            var command = new ArrayList<>(List.of("redis-server", config.toString()));
            command.addAll(List.of(options));
            var server = new RedisServer(dir, port, command);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                .start();
    }

    private void awaitAnswer() {
        await("PING", answer -> answer.startsWith("+PONG"));
    }

    /// A port that nobody has, nor the one ten thousand above it, which a cluster's bus takes.
    public static int freePort() {
        while (true) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (port < 55_000) {
                    try (var bus =
                            new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
                        return bus.getLocalPort() - 10_000;
                    }
                }
            } catch (IOException taken) {
                // Another one, then.
            }
        }
    }

    /// Whether its process lives.
    public boolean alive() {
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    /// `host:port`.
    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    /// What the server answers, as `redis-cli` prints it less its types: lines of an array each on
    /// its own line.
    public String say(String... words) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var request = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                int bytes = word.getBytes(StandardCharsets.UTF_8).length;
                request.append("$").append(bytes).append("\r\n").append(word).append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return read(
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the connection ended");
        }
        return switch (line.charAt(0)) {
            case '*' -> {
                var all = new ArrayList<String>();
                for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
                    all.add(read(in));
                }
                yield String.join("\n", all);
            }
            case '$' -> {
                int bytes = Integer.parseInt(line.substring(1));
                var text = new StringBuilder();
                while (text.toString().getBytes(StandardCharsets.UTF_8).length < bytes + 2) {
                    text.append((char) in.read());
                }
                yield bytes < 0 ? "(nil)" : text.substring(0, text.length() - 2);
            }
            default -> line;
        };
    }

    /// Asks until the answer is such.
    public String await(String command, Predicate<String> such) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String answer = "";
        while (System.nanoTime() < deadline) {
            try {
                answer = say(command.split(" "));
                if (such.test(answer)) {
                    return answer;
                }
            } catch (UncheckedIOException notYet) {
                answer = notYet.getMessage();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(command + " is still answered with " + answer);
    }

    /// Kills it as `kill -9` does, and waits until it is dead.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Starts it again where it was, with what it has on disk.
    public void restart() {
        try {
            process = launch();
            awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops it in its tracks.
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
