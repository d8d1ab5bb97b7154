package dev.switchboard.gateway.kit;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
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

/// A client of the protocol that keeps every frame. It shares no code with the gateway's own codec,
/// so that an error there cannot hide itself.
public final class Peer implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<JsonObject> frames = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private int read;
    private Optional<Integer> closed = Optional.empty();
    private WebSocket socket;

    private Peer() {}

    /// Connects without a word.
    public static Peer connect(int port, String path, String token) {
        var peer = new Peer();
        try {
            peer.socket =
                    HTTP.newWebSocketBuilder()
                            .subprotocols("switchboard.v1", "bearer." + token)
                            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), peer)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return peer;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Connects, says hello and waits for the welcome.
    public static Peer open(int port, String path, String token) {
        return open(port, path, token, new JsonObject());
    }

    /// The same, with these fields in the hello.
    public static Peer open(int port, String path, String token, JsonObject hello) {
        Peer peer = connect(port, path, token);
        peer.send(hello.copy().put("type", "hello"));
        peer.next("welcome");
        return peer;
    }

    /// The welcome that [#open] waited for.
    public JsonObject welcome() {
        return all("welcome").getLast();
    }

    /// Sends a frame.
    public void send(JsonObject frame) {
        sendText(frame.encode());
    }

    /// Sends a frame of this type with these fields.
    public void send(String type, Object... fields) {
        var frame = new JsonObject().put("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            frame.put((String) fields[i], fields[i + 1]);
        }
        send(frame);
    }

    /// Sends a text that may be no frame at all.
    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /// Sends a binary frame.
    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /// The next frame of this type after the last one that was waited for.
    public JsonObject next(String type) {
        return next(type, _ -> true);
    }

    /// The next such frame after the last one that was waited for; what is between is passed over.
    public synchronized JsonObject next(String type, Predicate<JsonObject> such) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            while (read < frames.size()) {
                JsonObject frame = frames.get(read++);
                if (frame.getString("type").equals(type) && such.test(frame)) {
                    return frame;
                }
            }
            if (closed.isPresent()) {
                throw new AssertionError(
                        "closed with " + closed.get() + " before " + type + ": " + frames);
            }
            await(deadline, type);
        }
    }

    /// The first `accepted` or `error` for a message among the frames from this one on.
    public synchronized JsonObject answerTo(String id, int from) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (JsonObject frame : frames.subList(from, frames.size())) {
                if (id.equals(frame.getString("id"))
                        && frame.getString("type").matches("accepted|error")) {
                    return frame;
                }
            }
            await(deadline, "an answer to " + id);
        }
    }

    /// The n-th frame of this type, from 0, whatever else was waited for.
    public synchronized JsonObject nth(String type, int n) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all(type).size() <= n) {
            await(deadline, type + " number " + n);
        }
        return all(type).get(n);
    }

    /// Waits until this holds of all frames so far.
    public synchronized void once(String what, Predicate<List<JsonObject>> such) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!such.test(frames)) {
            if (closed.isPresent()) {
                throw new AssertionError("closed with " + closed.get() + " before " + what);
            }
            await(deadline, what);
        }
    }

    /// Waits for the server to close the socket.
    ///
    /// @return the close code
    public synchronized int closeCode() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (closed.isEmpty()) {
            await(deadline, "the close");
        }
        return closed.get();
    }

    /// Whether the server has closed the socket.
    public synchronized boolean isClosed() {
        return closed.isPresent();
    }

    /// Every frame of this type so far.
    public synchronized List<JsonObject> all(String type) {
        return frames.stream().filter(f -> f.getString("type").equals(type)).toList();
    }

    /// Every frame so far.
    public synchronized List<JsonObject> all() {
        return List.copyOf(frames);
    }

    /// Cuts the connection without a word.
    public void cut() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket).join();
    }

    private void await(long deadline, String what) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("waited in vain for " + what + ": " + frames);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(new JsonObject(partial.toString()));
            partial.setLength(0);
            notifyAll();
        }
        ws.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
        closed = Optional.of(code);
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void onError(WebSocket ws, Throwable error) {
        closed = closed.or(() -> Optional.of(-1));
        notifyAll();
    }
}
