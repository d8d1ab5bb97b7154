package dev.switchboard.gateway.assistant.openai;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A model's server that behaves as its test says, well or badly.
final class ScriptedServer {
    static final String DONE = "data: [DONE]\n\n";

    final Queue<HttpServerRequest> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private ScriptedServer(HttpServer server) {
        this.server = server;
    }

    /// Starts it; each request is handed on when its body has been read, with its number from 0.
    static ScriptedServer start(Vertx vertx, Script script) {
        HttpServer http = vertx.createHttpServer();
        ScriptedServer scripted = new ScriptedServer(http);
        http.requestHandler(
                request ->
                        request.body()
                                .onSuccess(
                                        body -> {
                                            int number = scripted.requests.size();
                                            scripted.requests.add(request);
                                            script.play(number, request, body.toJsonObject());
                                        }));
        Heard.await(http.listen(0, "127.0.0.1"));
        return scripted;
    }

    interface Script {
        void play(int number, HttpServerRequest request, JsonObject body);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    /// Begins a stream.
    static HttpServerResponse stream(HttpServerRequest request) {
        return request.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream");
    }

    /// A whole stream of these events, each in a write of its own.
    static void stream(HttpServerRequest request, String... events) {
        HttpServerResponse response = stream(request);
        Future<Void> written = Future.succeededFuture();
        for (String event : events) {
            written = written.compose(_ -> response.write(event));
        }
        written.onSuccess(_ -> response.end());
    }

    static String text(String piece) {
        return delta(new JsonObject().put("content", piece), null);
    }

    static String finish(String reason) {
        return delta(new JsonObject(), reason);
    }

    static String delta(JsonObject delta, String finishReason) {
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("delta", delta)
                        .put("finish_reason", finishReason);
        return event(
                new JsonObject()
                        .put("id", "c")
                        .put("object", "chat.completion.chunk")
                        .put("choices", new JsonArray().add(choice)));
    }

    static String event(JsonObject json) {
        return "data: " + json.encode() + "\n\n";
    }

    /// Answers each request with the same plain handler.
    static Script always(Handler<HttpServerRequest> handler) {
        return (_, request, _) -> handler.handle(request);
    }
}
