package dev.switchboard.gateway.kit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An account service of a single order that makes changes as its test says: once under each key,
/// as every such service must.
public final class ScriptedAccounts implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> made = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private final CountDownLatch firstHeld = new CountDownLatch(1);
    private boolean holding;
    private int status = 200;
    private HttpServer server;

    private ScriptedAccounts() {}

    public static ScriptedAccounts start() {
        var accounts = new ScriptedAccounts();
        accounts.server =
                accounts.vertx
                        .createHttpServer()
                        .requestHandler(accounts::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return accounts;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /// Makes changes and does not say so, until [#release].
    public synchronized void hold() {
        holding = true;
    }

    /// Waits until a change was made that nobody was told of.
    public void awaitHeld() {
        try {
            if (!firstHeld.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("no change was asked for");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
    }

    /// Makes no change and answers 503.
    public synchronized void fail() {
        status = 503;
    }

    /// Makes no change and answers that the terms hold no longer.
    public synchronized void refuse() {
        status = 409;
    }

    /// The keys under which changes were asked for.
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /// How many changes were made.
    public synchronized int made() {
        return made.size();
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    String what = request.path().replaceAll(".*/", "");
                    switch (what) {
                        case "payments" -> send(request, 200, payments());
                        case "quotes" ->
                                send(
                                        request,
                                        200,
                                        terms(body.toJsonObject().getJsonObject("change")));
                        case "changes" ->
                                change(request, body.toJsonObject().getJsonObject("quote"));
                        default -> send(request, 200, new JsonObject().put(what, new JsonArray()));
                    }
                });
    }

    private synchronized void change(HttpServerRequest request, JsonObject quote) {
        String key = request.getHeader("Idempotency-Key");
        asked.add(key);
        if (status == 200) {
            made.add(key);
        }
        int now = status;
        Runnable answer = () -> send(request, now, quote);
        if (holding) {
            held.add(answer);
            firstHeld.countDown();
        } else {
            answer.run();
        }
    }

    private static JsonObject payments() {
        JsonObject payment =
                new JsonObject()
                        .put("order", "LM-100001")
                        .put("shop", "Fjord")
                        .put("amount", money("12.00"))
                        .put("state", "due")
                        .put("date", "2026-12-01")
                        .put(
                                "extension",
                                new JsonObject()
                                        .put("date", "2026-12-15")
                                        .put("fee", money("0.00")));
        return new JsonObject().put("payments", new JsonArray().add(payment));
    }

    private static JsonObject terms(JsonObject change) {
        return new JsonObject()
                .put("change", change)
                .put("shop", "Fjord")
                .put("amount", money("12.00"))
                .put("date", "2026-12-15")
                .put("fee", money("0.00"));
    }

    private static JsonObject money(String value) {
        return new JsonObject().put("value", value).put("currency", "EUR");
    }

    private static void send(HttpServerRequest request, int status, JsonObject body) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).end(body.toBuffer());
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
