package dev.switchboard.gateway.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A model's server that translates the texts it has been given translations of, never answers to
/// others, and tells whoever wants no translation that it has noted it.
public final class TranslatingModel implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> translations;
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /// @param translations by the text that the model is shown
    public TranslatingModel(Map<String, String> translations) {
        this.translations = Map.copyOf(translations);
        this.server =
                done(
                        vertx.createHttpServer()
                                .requestHandler(request ->
                                        request.body().onSuccess(b -> play(request, b.toString())))
                                .listen(0, "127.0.0.1"));
    }

    /// What a node is told to ask it.
    public String setting() {
        return "model.url=http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /// What it was asked.
    public Queue<String> bodies() {
        return bodies;
    }

    private void play(HttpServerRequest request, String body) {
        bodies.add(body);
        JsonArray messages = new JsonObject(body).getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1).getString("content");
        if (!said.startsWith("<message ")) {
            answer(request, "Tack, det är noterat.");
            return;
        }
        String text = said.substring(said.indexOf('\n') + 1, said.lastIndexOf('\n'));
        String translation = translations.get(text);
        if (translation != null) {
            answer(request, "<translation>" + translation + "</translation>");
        }
    }

    private static void answer(HttpServerRequest request, String text) {
        request.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .end(
                        Chunk.of(new JsonObject().put("content", text), null)
                                + Chunk.of(new JsonObject(), "stop")
                                + Chunk.DONE);
    }

    @Override
    public void close() {
        done(vertx.close());
    }

    private static <T> T done(Future<T> work) {
        return work.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
