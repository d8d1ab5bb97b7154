package switchboard.load.latency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks a Redis for what it has counted, beside its clients.
final class RedisTalk {

    private RedisTalk() {}

    /// One command on a connection of its own.
    ///
    /// @return a status, or a text of one line after another
    /// @throws IllegalStateException where it was refused
    static String ask(URI redis, String command) {
        try (var socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String first = in.readLine();
            if (first == null || first.startsWith("-")) {
                throw new IllegalStateException(command + ": " + first);
            }
            return first.startsWith("$")
                    ? text(in, Integer.parseInt(first.substring(1)))
                    : first.substring(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(BufferedReader in, int length) throws IOException {
        char[] text = new char[length];
        int read = 0;
        while (read < length) {
            int more = in.read(text, read, length - read);
            if (more < 0) {
                throw new IOException("Redis ended in the middle of an answer");
            }
            read += more;
        }
        return new String(text);
    }

    /// `INFO`'s numbers by their names.
    static Map<String, Long> counters(String info) {
        return info.lines()
                .filter(line -> line.matches("\\w+:\\d+"))
                .map(line -> line.split(":", -1))
                .collect(Collectors.toMap(p -> p[0], p -> Long.parseLong(p[1]), (_, b) -> b));
    }
}
