package dev.switchboard.gateway.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One connection to Redis that sends a command and gives the last line of its answer.
public final class RedisTalk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    private RedisTalk(URI uri) throws IOException {
        socket = new Socket(uri.getHost(), uri.getPort());
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RedisTalk anonymous(URI uri) throws IOException {
        return new RedisTalk(uri);
    }

    public static RedisTalk to(URI uri) throws IOException {
        RedisTalk talk = new RedisTalk(uri);
        talk.say("AUTH " + uri.getUserInfo().substring(1));
        return talk;
    }

    public String say(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String line = in.readLine();
        return line.startsWith("$") && !line.equals("$-1") ? in.readLine() : line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
