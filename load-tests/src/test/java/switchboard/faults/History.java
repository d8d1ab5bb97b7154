package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import switchboard.load.Json;

/// What happened in a run, in the order in which it was noticed: every frame that a client sent or
/// that came to it, every connection's beginning and end, every fault. Kept in memory for the
/// checker, and as JSON lines for people.
///
/// Nobody waits for anybody to take down an event: of fifteen thousand clients at one lock some
/// would wait for so long that a node had to take them for gone.
final class History implements AutoCloseable {

    /// One thing that happened.
    sealed interface Event {
        /// Nanoseconds since the history began.
        long at();
    }

    /// Something on one of a client's connections, which are numbered from 1.
    sealed interface OfClient extends Event {
        String client();

        int connection();
    }

    /// @param node whose door it went through
    record Opened(long at, String client, int connection, String node) implements OfClient {}

    record Sent(long at, String client, int connection, JsonNode frame) implements OfClient {}

    record Came(long at, String client, int connection, JsonNode frame) implements OfClient {}

    /// @param code of the close frame; 0 where the connection ended without one
    /// @param own whether the client ended it
    record Ended(long at, String client, int connection, int code, String why, boolean own)
            implements OfClient {}

    /// Something was done to the fleet.
    ///
    /// @param node whose clients may lose their sockets by it; empty for none
    record FaultBegan(long at, String what, String node) implements Event {}

    /// It is over: from here on all must recover.
    record FaultEnded(long at, String what, String node) implements Event {}

    private static final Duration WRITE_AGAIN = Duration.ofMillis(20);

    private final long began = System.nanoTime();
    private final Queue<Event> arrived = new ConcurrentLinkedQueue<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final BufferedWriter file;
    private final Thread writer;

    /// A history of which nothing is written down.
    History() {
        this.file = null;
        this.writer = null;
    }

    History(Path file) {
        try {
            Files.createDirectories(file.getParent());
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.writer = Thread.ofPlatform().name("history").start(this::writeAll);
    }

    /// Nanoseconds since it began.
    long now() {
        return System.nanoTime() - began;
    }

    /// Takes an event in; listeners hear it on the thread that noticed it.
    void add(Event event) {
        arrived.add(event);
        listeners.forEach(l -> l.accept(event));
    }

    /// Calls for each event from now on.
    void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    void silence(Consumer<Event> listener) {
        listeners.remove(listener);
    }

    void faultBegan(String what, String node) {
        add(new FaultBegan(now(), what, node));
    }

    void faultEnded(String what, String node) {
        add(new FaultEnded(now(), what, node));
    }

    /// All so far.
    synchronized List<Event> events() {
        takeIn();
        return List.copyOf(events);
    }

    private void takeIn() {
        for (Event event = arrived.poll(); event != null; event = arrived.poll()) {
            events.add(event);
        }
    }

    private void writeAll() {
        int written = 0;
        while (true) {
            boolean last = Thread.currentThread().isInterrupted();
            List<Event> more;
            synchronized (this) {
                takeIn();
                more = List.copyOf(events.subList(written, events.size()));
            }
            more.forEach(this::write);
            written += more.size();
            if (last) {
                return;
            }
            try {
                Thread.sleep(WRITE_AGAIN);
            } catch (InterruptedException e) {
                // Once more, for what has come since.
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Event event) {
        ObjectNode line = Json.object().put("ms", event.at() / 1_000_000);
        if (event instanceof OfClient e) {
            line.put("client", e.client()).put("connection", e.connection());
        }
        switch (event) {
            case Opened e -> line.put("opened", e.node());
            case Sent e -> line.set("sent", e.frame());
            case Came e -> line.set("came", e.frame());
            case Ended e -> line.put("ended", e.code()).put("why", e.why()).put("own", e.own());
            case FaultBegan e -> line.put("fault", e.what()).put("node", e.node());
            case FaultEnded e -> line.put("over", e.what()).put("node", e.node());
        }
        try {
            file.write(line.toString());
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        writer.interrupt();
        try {
            writer.join();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
