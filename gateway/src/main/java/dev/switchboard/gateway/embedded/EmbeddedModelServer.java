package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.HelpCenter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One event loop's part of the embedded model's server.
///
/// All streams of the loop advance on one timer, which runs only while there are any.
final class EmbeddedModelServer extends VerticleBase {
    private static final long TICK_MS = 5;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int BODY_BYTES_MAX = 1 << 20;

    /// A free port, the same for all instances of one deployment.
    private static final SocketAddress ADDRESS = SocketAddress.sharedRandomPort(1, "127.0.0.1");

    private final EmbeddedModelPace pace;
    private final EmbeddedModel.Counters counters;
    private final AtomicInteger port;
    private final EmbeddedModelWriter writer;
    private final List<EmbeddedModelStream> streams = new ArrayList<>();
    private long timer = -1;

    /// @param port told once it is known
    EmbeddedModelServer(
            EmbeddedModelPace pace,
            EmbeddedModelPhrases phrases,
            Supplier<HelpCenter> helpCenter,
            EmbeddedModel.Counters counters,
            AtomicInteger port) {
        this.pace = pace;
        this.writer = new EmbeddedModelWriter(phrases, helpCenter);
        this.counters = counters;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options =
                new HttpServerOptions().setAcceptBacklog(4096).setTcpNoDelay(true);
        return vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(ADDRESS)
                .onSuccess(server -> port.set(server.actualPort()));
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/v1/chat/completions" -> {
                if (allowed(request, HttpMethod.POST)) {
                    readBody(request);
                }
            }
            case "/v1/models" -> {
                if (allowed(request, HttpMethod.GET)) {
                    send(request.response(), 200, models());
                }
            }
            default -> {
                String message = "There is no " + request.method() + " " + request.path() + ".";
                send(request.response(), 404, error(message, Optional.empty(), "unknown_url"));
            }
        }
    }

    private static boolean allowed(HttpServerRequest request, HttpMethod method) {
        if (request.method().equals(method)) {
            return true;
        }
        request.response().putHeader("Allow", method.name());
        String message = "Only " + method + " is allowed here.";
        send(request.response(), 405, error(message, Optional.empty(), "method_not_allowed"));
        return false;
    }

    private void readBody(HttpServerRequest request) {
        long begunNanos = System.nanoTime();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= BODY_BYTES_MAX) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                String message = "The body is longer than " + BODY_BYTES_MAX + " bytes.";
                request.response().putHeader("Connection", "close");
                send(
                        request.response(),
                        413,
                        error(message, Optional.empty(), "request_too_large"));
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                complete(body, request.response(), begunNanos);
            }
        });
    }

    private void complete(Buffer body, HttpServerResponse response, long begunNanos) {
        switch (EmbeddedModelRequest.parse(body)) {
            case EmbeddedModelRequest.Bad bad -> {
                JsonObject error = error(bad.message(), bad.parameter(), bad.code().orElse(null));
                send(response, 400, error);
            }
            case EmbeddedModelRequest.Chat chat -> {
                long number = counters.requestsBegun.incrementAndGet();
                long created = System.currentTimeMillis() / 1_000;
                EmbeddedModelCompletion completion =
                        new EmbeddedModelCompletion(number, created, chat, writer.reply(chat));
                if (chat.stream()) {
                    stream(completion, response, begunNanos);
                } else {
                    sendWhole(completion, response, begunNanos);
                }
            }
        }
    }

    private void sendWhole(
            EmbeddedModelCompletion completion, HttpServerResponse response, long begunNanos) {
        long spent = (System.nanoTime() - begunNanos) / NANOS_PER_MS;
        long wait = pace.millisUntil(completion.tokenCount()) - spent;
        vertx.setTimer(
                Math.max(1, wait),
                _ -> {
                    if (!response.closed()) {
                        send(response, 200, completion.whole());
                    }
                });
    }

    private void stream(
            EmbeddedModelCompletion completion, HttpServerResponse response, long begunNanos) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache");
        EmbeddedModelStream stream =
                new EmbeddedModelStream(completion, pace, response, begunNanos);
        counters.streamsOpen.incrementAndGet();
        response.closeHandler(_ -> abort(stream));
        if (stream.advance(System.nanoTime())) {
            counters.streamsOpen.decrementAndGet();
            return;
        }
        streams.add(stream);
        if (timer < 0) {
            timer = vertx.setPeriodic(TICK_MS, _ -> tick());
        }
    }

    private void abort(EmbeddedModelStream stream) {
        if (stream.abort()) {
            counters.streamsAborted.incrementAndGet();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        int before = streams.size();
        streams.removeIf(stream -> stream.advance(now));
        counters.streamsOpen.addAndGet(streams.size() - before);
        if (streams.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private static JsonObject models() {
        JsonObject model =
                new JsonObject()
                        .put("id", "embedded")
                        .put("object", "model")
                        .put("created", 0)
                        .put("owned_by", "switchboard");
        return new JsonObject().put("object", "list").put("data", new JsonArray().add(model));
    }

    private static JsonObject error(
            String message, Optional<String> parameter, @Nullable String code) {
        JsonObject error =
                new JsonObject()
                        .put("message", message)
                        .put("type", "invalid_request_error")
                        .put("param", parameter.orElse(null))
                        .put("code", code);
        return new JsonObject().put("error", error);
    }

    private static void send(HttpServerResponse response, int status, JsonObject json) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json.toBuffer());
    }
}
