package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import switchboard.load.Json;

/// The suite's own connection to a Redis, past all proxies.
final class RedisTalk implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    /// Redis answered with an error.
    static final class Complaint extends RuntimeException {
        private static final long serialVersionUID = 1;

        Complaint(String message) {
            super(message);
        }
    }

    private final Socket socket = new Socket();
    private final Resp resp;
    private volatile boolean broken;

    RedisTalk(int port) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
            resp = new Resp(socket.getInputStream());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /// Asks, and waits for the answer.
    synchronized Resp.Value ask(String... words) {
        try {
            socket.getOutputStream().write(Resp.command(List.of(words)));
            Resp.Value answer = resp.read();
            resp.taken();
            if (answer.isError()) {
                throw new Complaint(answer.text());
            }
            return answer;
        } catch (IOException e) {
            broken = true;
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it must be opened anew.
    boolean isBroken() {
        return broken;
    }

    /// The names of all keys like this.
    List<String> keys(String pattern) {
        return ask("KEYS", pattern).items().stream().map(Resp.Value::text).toList();
    }

    /// A conversation's log.
    List<LogEntry> log(String conversation) {
        var entries = new ArrayList<LogEntry>();
        for (Resp.Value item : ask("XRANGE", "{c:" + conversation + "}:log", "-", "+").items()) {
            String id = item.items().get(0).text();
            String event = item.items().get(1).items().get(1).text();
            long seq = Long.parseLong(id.substring(0, id.indexOf('-')));
            entries.add(new LogEntry(seq, Json.read(event)));
        }
        return entries;
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
