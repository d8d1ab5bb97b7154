package dev.switchboard.gateway.evals;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A customer's phone, as the gateway sees it: a client of the protocol that keeps every frame with
/// the moment at which it came. It shares nothing with the gateway's own codec.
final class Device implements WebSocket.Listener, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Duration patience;
    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private Optional<String> closed = Optional.empty();
    private @Nullable WebSocket socket;

    /// @param nanos when it came, by [System#nanoTime]
    record Frame(JsonObject json, long nanos) {
        String type() {
            return json.getString("type", "");
        }
    }

    private Device(Duration patience) {
        this.patience = patience;
    }

    /// Connects, says hello and waits for the welcome.
    ///
    /// @param patience for whatever is waited for
    static Device open(HttpClient http, int port, String token, String locale, Duration patience)
            throws InterruptedException {
        var device = new Device(patience);
        try {
            device.socket =
                    http.newWebSocketBuilder()
                            .subprotocols("switchboard.v1", "bearer." + token)
                            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/chat"), device)
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new Stuck("the gateway lets no socket in (%s)".formatted(failed));
        }
        try {
            device.send(new JsonObject().put("type", "hello").put("locale", locale));
            device.await("the welcome", has(frame -> frame.type().equals("welcome")));
        } catch (Stuck | InterruptedException failed) {
            device.close();
            throw failed;
        }
        return device;
    }

    void send(JsonObject frame) throws InterruptedException {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        try {
            open.sendText(frame.encode(), true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new Stuck("the socket takes no frame (%s)".formatted(failed));
        }
    }

    /// Every frame so far.
    synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    /// Waits until this holds of all frames so far.
    ///
    /// @param what for, as it is told where it comes in vain
    synchronized void await(String what, Predicate<List<Frame>> such) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!such.test(frames)) {
            if (closed.isPresent()) {
                throw new Stuck(
                        "the socket was closed (%s) before %s".formatted(closed.get(), what));
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMs <= 0) {
                throw new Stuck("waited %d s in vain for %s".formatted(patience.toSeconds(), what));
            }
            wait(leftMs);
        }
    }

    /// Whether there is such a frame.
    static Predicate<List<Frame>> has(Predicate<Frame> such) {
        return frames -> frames.stream().anyMatch(such);
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((_, _) -> {
                        open.abort();
                        return true;
                    })
                    .join();
        }
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(new Frame(new JsonObject(partial.toString()), System.nanoTime()));
            } catch (DecodeException notJson) {
                closed = Optional.of("a frame is not JSON");
            }
            partial.setLength(0);
            notifyAll();
        }
        ws.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
        closed = Optional.of(String.valueOf(code));
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void onError(WebSocket ws, Throwable error) {
        closed = closed.or(() -> Optional.of(error.toString()));
        notifyAll();
    }
}
