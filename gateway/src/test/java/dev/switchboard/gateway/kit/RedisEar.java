package dev.switchboard.gateway.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Hears every command that Redis is sent, as `MONITOR` tells it. What scripts do is left out.
public final class RedisEar implements AutoCloseable {

    private final URI redis;
    private final Socket socket;
    private final BufferedReader in;
    private int marks;

    public RedisEar(URI redis) {
        this.redis = redis;
        try {
            socket = connect();
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "MONITOR");
            // Two greetings: of AUTH and of MONITOR.
            in.readLine();
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the commands since it was last asked that mention one of these words, in their
    /// order.
    public List<String> heard(String... words) {
        String mark = "mark-" + ++marks;
        var heard = new ArrayList<String>();
        try (Socket other = connect()) {
            say(other, "ECHO " + mark);
            for (String line = in.readLine(); !line.contains(mark); line = in.readLine()) {
                String command = line.substring(line.indexOf(']') + 1).strip();
                boolean ofScript = line.substring(0, line.indexOf(']')).endsWith("lua");
                if (!ofScript && mentions(command, words)) {
                    heard.add(name(command));
                }
            }
            return heard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mentions(String command, String... words) {
        for (String word : words) {
            if (command.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String name(String command) {
        return command.substring(1, command.indexOf('"', 1)).toUpperCase(Locale.ROOT);
    }

    private Socket connect() throws IOException {
        var made = new Socket(redis.getHost(), redis.getPort());
        say(made, "AUTH " + redis.getUserInfo().substring(1));
        return made;
    }

    private static void say(Socket to, String command) throws IOException {
        to.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
