package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request to the model's server and the stream that comes back.
///
/// An answer makes one for each try and binds it to [#CURRENT] while it calls langchain4j, whose
/// own handle can neither pause nor reach a stream that has not yet sent an event. All of it
/// happens on the event loop that began it.
final class Exchange implements ServerSentEventParsingHandle {
    /// The exchange of the call being made on this thread.
    static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private static final String DONE = "[DONE]";
    private static final int EVENT_BYTES_MAX = 1 << 20;
    private static final int ERROR_BYTES_MAX = 16 << 10;

    /// How long a server may take to end a response after it has said that it is done.
    private static final long LINGER_MS = 1_000;

    private enum Stage {
        /// The listener has not heard the end.
        OPEN,
        /// It has; the rest of the response is read so that the connection can be used again.
        DRAINING,
        /// Nothing will be read or told any more.
        OVER
    }

    private final Vertx vertx;
    private final long bytesMax;
    private final Consumer<String> words;
    private Stage stage = Stage.OPEN;
    private boolean cancelled;
    private boolean paused;
    private boolean done;
    private long bytes;
    private long lingering = -1;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    /// @param bytesMax longest response read, so that a server cannot stream for ever into the heap
    /// @param words hears what events say that carry words alone; its listener does not hear of
    ///   those
    Exchange(Vertx vertx, long bytesMax, Consumer<String> words) {
        this.vertx = vertx;
        this.bytesMax = bytesMax;
        this.words = words;
    }

    /// Sends the request; the listener hears of all that follows.
    void run(
            HttpClient client,
            RequestOptions target,
            Buffer body,
            ServerSentEventListener listener) {
        request(client, target)
                .compose(outgoing -> {
                    request = outgoing;
                    if (stage == Stage.OVER) {
                        outgoing.reset();
                        return Future.failedFuture("cancelled before it was sent");
                    }
                    return outgoing.send(body);
                })
                .onComplete(
                        incoming -> opened(incoming, listener),
                        cause -> failed(UpstreamException.notReached(cause), listener));
    }

    /// A client that has been closed throws.
    private static Future<HttpClientRequest> request(HttpClient client, RequestOptions target) {
        try {
            return client.request(target);
        } catch (IllegalStateException _) {
            return Future.failedFuture(UpstreamException.closed());
        }
    }

    /// Whether the server said `[DONE]`.
    boolean done() {
        return done;
    }

    /// Stops reading from the connection. What one read has brought already is still told.
    void pause() {
        paused = true;
        if (response != null && stage == Stage.OPEN) {
            response.pause();
        }
    }

    /// Reads on.
    void resume() {
        paused = false;
        if (response != null && stage == Stage.OPEN) {
            response.resume();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        close();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    private void close() {
        if (stage != Stage.OVER) {
            over();
            if (request != null) {
                request.reset();
            }
        }
    }

    private void over() {
        stage = Stage.OVER;
        if (lingering >= 0) {
            vertx.cancelTimer(lingering);
        }
    }

    private void opened(HttpClientResponse incoming, ServerSentEventListener listener) {
        if (stage == Stage.OVER) {
            return;
        }
        response = incoming;
        incoming.exceptionHandler(_ -> failed(UpstreamException.cutOff(), listener));
        int status = incoming.statusCode();
        if (status < 200 || status > 299) {
            refused(incoming, listener);
            return;
        }
        String type = incoming.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            String detail =
                    "the answer came as " + Fault.mediaType(type) + ", not as an event stream";
            failed(new UpstreamException(Kind.BAD_RESPONSE, detail), listener);
            return;
        }
        listener.onOpen(
                SuccessfulHttpResponse.builder().statusCode(status).headers(Map.of()).build());
        read(incoming, listener);
    }

    private void read(HttpClientResponse incoming, ServerSentEventListener listener) {
        SseParser parser =
                new SseParser(EVENT_BYTES_MAX, this::said, event -> told(event, listener));
        incoming.handler(chunk -> arrived(chunk, parser, listener));
        incoming.endHandler(_ -> ended(listener));
        if (paused) {
            incoming.pause();
        }
    }

    private void arrived(Buffer chunk, SseParser parser, ServerSentEventListener listener) {
        if (stage != Stage.OPEN) {
            return;
        }
        bytes += chunk.length();
        if (bytes > bytesMax) {
            String detail = "the answer was longer than " + bytesMax + " bytes";
            failed(new UpstreamException(Kind.BAD_RESPONSE, detail), listener);
            return;
        }
        try {
            parser.feed(chunk);
        } catch (UpstreamException tooLong) {
            failed(tooLong, listener);
        }
    }

    private void said(String some) {
        if (stage == Stage.OPEN) {
            words.accept(some);
        }
    }

    private void told(ServerSentEvent event, ServerSentEventListener listener) {
        if (stage != Stage.OPEN) {
            return;
        }
        if ("error".equals(event.event())) {
            failed(UpstreamException.errorEvent(event.data()), listener);
            return;
        }
        String said = PlainDelta.of(event.data());
        if (said != null) {
            words.accept(said);
        } else if (event.data().strip().equals(DONE)) {
            done = true;
            drain();
            listener.onClose();
        } else {
            PassingEvent passing = new PassingEvent(event.event(), event.data());
            listener.onEvent(passing, new ServerSentEventContext(this));
            passing.pass();
        }
    }

    private void drain() {
        stage = Stage.DRAINING;
        lingering = vertx.setTimer(LINGER_MS, _ -> close());
        if (paused && response != null) {
            response.resume();
        }
    }

    private void ended(ServerSentEventListener listener) {
        Stage before = stage;
        over();
        if (before == Stage.OPEN) {
            listener.onClose();
        }
    }

    private void failed(RuntimeException failure, ServerSentEventListener listener) {
        Stage before = stage;
        close();
        if (before == Stage.OPEN) {
            listener.onError(failure);
        }
    }

    /// Reads the error's body, within a bound, then tells the listener.
    private void refused(HttpClientResponse incoming, ServerSentEventListener listener) {
        var retryAfter = RetryAfter.parse(incoming.getHeader("Retry-After"), Instant.now());
        BoundedBody.read(incoming, ERROR_BYTES_MAX)
                .otherwise(Buffer.buffer())
                .onSuccess(body -> {
                    Stage before = stage;
                    over();
                    if (before == Stage.OPEN) {
                        listener.onError(
                                new RefusalException(
                                        incoming.statusCode(), body.toString(), retryAfter));
                    }
                });
    }
}
