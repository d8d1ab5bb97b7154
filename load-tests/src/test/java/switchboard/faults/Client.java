package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import switchboard.load.Json;

/// A client that does what `docs/protocol.md` asks of one: keeps what was not accepted and sends it
/// again with its id, resumes after what it has seen, reconnects with full jitter, takes silence
/// for an end. One thread reads, a second one may speak; the lock is held wherever either touches
/// what they share.
abstract class Client implements AutoCloseable {

    private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final Duration AGAIN_FIRST = Duration.ofMillis(100);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(3);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int REPLACED = 4409;

    protected final String name;
    protected final History history;
    protected final SplittableRandom random;
    protected final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String path;
    private final String token;
    private final Doors doors;
    private final Map<String, ObjectNode> pending = new LinkedHashMap<>();
    private WebSocketWire wire;
    private volatile String node = "";
    private Duration heartbeat = Duration.ofSeconds(25);
    private Duration reconnectWithin = Duration.ZERO;
    private Thread reader;
    private int connection;
    private int failures;
    private int refusals;
    private volatile boolean welcomed;
    private boolean holding;
    private volatile boolean over;

    /// @param name of this client in the history
    Client(String name, String path, String token, Doors doors, History history, long seed) {
        this.name = name;
        this.path = path;
        this.token = token;
        this.doors = doors;
        this.history = history;
        this.random = new SplittableRandom(seed);
    }

    /// The first frame of a connection. With the lock.
    protected abstract ObjectNode hello();

    /// A frame came. With the lock.
    protected abstract void came(JsonNode frame);

    /// What was pending is refused for good. With the lock.
    protected void dropped(ObjectNode frame, String code) {}

    /// Connects, and stays connected until it is closed.
    void start() {
        reader = Thread.ofVirtual().name(name).start(this::stayConnected);
    }

    private void stayConnected() {
        while (!over) {
            try (WebSocketWire opened = connect()) {
                if (opened != null) {
                    readAll(opened);
                }
            } catch (IOException e) {
                // The next try is after a pause, as after any other end.
            }
            if (!over) {
                pauseBeforeReconnect();
            }
        }
    }

    private WebSocketWire connect() throws IOException {
        for (Doors.Door door : doors.shuffled(random)) {
            try {
                WebSocketWire opened = WebSocketWire.open(door.port(), path, token);
                lock.lock();
                try {
                    wire = opened;
                    node = door.node();
                    connection++;
                    welcomed = false;
                    holding = false;
                    history.add(new History.Opened(history.now(), name, connection, node));
                    transmit(hello());
                } finally {
                    lock.unlock();
                }
                return opened;
            } catch (WebSocketWire.Refused e) {
                reconnectWithin = e.retryAfter;
                throw e;
            } catch (ConnectException e) {
                // Nobody is there: the balancer tries another.
            }
        }
        return null;
    }

    private void readAll(WebSocketWire opened) {
        try {
            while (true) {
                opened.patience(heartbeat.multipliedBy(2));
                switch (opened.read()) {
                    case WebSocketWire.Incoming.Text(var text) -> take(Json.read(text));
                    case WebSocketWire.Incoming.Beat _ -> {}
                    case WebSocketWire.Incoming.Close(var code, var why) -> {
                        ended(code, why, over);
                        over |= code == REPLACED;
                        return;
                    }
                }
            }
        } catch (IOException e) {
            boolean own = over || e instanceof SocketTimeoutException;
            ended(0, String.valueOf(e.getMessage()), own);
        }
    }

    private void ended(int code, String why, boolean own) {
        lock.lock();
        try {
            welcomed = false;
            wire = null;
            node = "";
            history.add(new History.Ended(history.now(), name, connection, code, why, own));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pauseBeforeReconnect() {
        Duration up =
                reconnectWithin.isZero()
                        ? doubled(PAUSE_FIRST, failures++, PAUSE_MAX)
                        : reconnectWithin;
        reconnectWithin = Duration.ZERO;
        pause(Duration.ofMillis(random.nextLong(up.toMillis() + 1)));
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration up = first.multipliedBy(1L << Math.min(times, 10));
        return up.compareTo(most) < 0 ? up : most;
    }

    private void take(JsonNode frame) {
        lock.lock();
        try {
            history.add(new History.Came(history.now(), name, connection, frame));
            switch (Json.type(frame)) {
                case "welcome" -> {
                    heartbeat = Duration.ofSeconds(frame.path("heartbeat").asInt());
                    welcomed = true;
                    failures = 0;
                    came(frame);
                    List.copyOf(pending.values()).forEach(this::transmit);
                }
                case "accepted" -> {
                    refusals = 0;
                    pending.remove(Json.text(frame, "id"));
                    came(frame);
                }
                case "goodbye" -> {
                    long seconds = frame.path("reconnectAfter").asLong();
                    reconnectWithin = Duration.ofSeconds(Math.max(1, seconds));
                }
                case "error" -> {
                    refused(frame);
                    came(frame);
                }
                default -> came(frame);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void refused(JsonNode error) {
        String code = Json.text(error, "code");
        switch (code) {
            case "unavailable", "internal", "too-many" -> {
                if (!holding && (!welcomed || pending.containsKey(Json.text(error, "id")))) {
                    sendAgainLater(error.path("retryAfter").asLong());
                }
            }
            default -> {
                ObjectNode frame = pending.remove(Json.text(error, "id"));
                if (frame != null) {
                    dropped(frame, code);
                }
            }
        }
    }

    /// What is sent after a refusal would overtake what was refused, so all of it waits.
    private void sendAgainLater(long retryAfterSeconds) {
        holding = true;
        int of = connection;
        long within = doubled(AGAIN_FIRST, refusals++, AGAIN_MAX).toMillis();
        long pause = Math.max(retryAfterSeconds * 1_000, random.nextLong(within + 1));
        Thread.ofVirtual()
                .start(() -> {
                    pause(Duration.ofMillis(pause));
                    lock.lock();
                    try {
                        if (connection == of) {
                            holding = false;
                            if (welcomed) {
                                List.copyOf(pending.values()).forEach(this::transmit);
                            } else {
                                transmit(hello());
                            }
                        }
                    } finally {
                        lock.unlock();
                    }
                });
    }

    /// Sends a frame with an `id` until it is accepted or refused for good.
    protected final void submit(ObjectNode frame) {
        lock.lock();
        try {
            pending.put(Json.text(frame, "id"), frame);
            if (welcomed && !holding) {
                transmit(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Sends a frame once, if there is a connection.
    protected final void mention(ObjectNode frame) {
        lock.lock();
        try {
            if (welcomed) {
                transmit(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    private void transmit(ObjectNode frame) {
        if (wire == null) {
            return;
        }
        history.add(new History.Sent(history.now(), name, connection, frame));
        try {
            wire.text(frame.toString());
        } catch (IOException e) {
            // Whoever reads notices as well.
        }
    }

    /// Waits until this holds, which is asked again after each frame.
    ///
    /// @return whether it does
    final boolean await(Duration patience, BooleanSupplier wanted) {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (!wanted.getAsBoolean()) {
                if (nanos <= 0 || over) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Whether all that was sent is answered.
    final boolean nothingPending() {
        return locked(pending::isEmpty);
    }

    final boolean isPending(String id) {
        return locked(() -> pending.containsKey(id));
    }

    final boolean isWelcomed() {
        return welcomed;
    }

    /// How many connections it has had.
    final int connections() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /// Whose door this client is connected through; empty where it is not.
    final String node() {
        return node;
    }

    protected final boolean locked(BooleanSupplier asked) {
        lock.lock();
        try {
            return asked.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    protected static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Leaves for good.
    @Override
    public void close() {
        over = true;
        lock.lock();
        try {
            changed.signalAll();
            if (wire != null) {
                wire.sayClose();
            }
        } catch (IOException e) {
            // It has ended by itself.
        } finally {
            lock.unlock();
        }
    }

    /// Waits until its connection has ended.
    final void awaitEnd() {
        try {
            if (reader != null && !reader.join(GOODBYE)) {
                reader.interrupt();
                reader.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
