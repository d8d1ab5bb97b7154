package dev.switchboard.gateway.web;

import dev.switchboard.gateway.connection.Tokens;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;

/// What is served over HTTP beside the sockets.
public final class Site {

    private static final long BODY_BYTES_MAX = 16 * 1024;

    private Site() {}

    /// @param demo mints demo tokens, where they are minted
    /// @param adminToken lets in to `/admin`, where that is served
    public static Handler<HttpServerRequest> handler(
            Vertx vertx,
            PrometheusMeterRegistry registry,
            Duty duty,
            Optional<Tokens> demo,
            Optional<String> adminToken) {
        Router router = Router.router(vertx);
        router.get("/health/live")
                .handler(ctx -> json(ctx, 200, new JsonObject().put("status", "up")));
        router.get("/health/ready").handler(ctx -> ready(ctx, duty));
        router.get("/metrics")
                .handler(ctx ->
                        ctx.response()
                                .putHeader(
                                        "content-type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(registry.scrape()));
        demo.ifPresent(tokens ->
                router.post("/demo/token")
                        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                        .handler(ctx -> mint(ctx, tokens)));
        adminToken.ifPresent(token -> new Admin(token, duty).mount(router));
        Pages.mount(router);
        return router;
    }

    private static void ready(RoutingContext ctx, Duty duty) {
        if (duty.draining()) {
            json(ctx, 503, new JsonObject().put("status", "draining"));
            return;
        }
        duty.ready()
                .onSuccess(_ -> json(ctx, 200, new JsonObject().put("status", "ready")))
                .onFailure(e ->
                        json(
                                ctx,
                                503,
                                new JsonObject()
                                        .put("status", "not ready")
                                        .put("why", e.getMessage())));
    }

    private static void mint(RoutingContext ctx, Tokens tokens) {
        JsonObject claims;
        try {
            claims = ctx.body().asJsonObject();
        } catch (DecodeException | ClassCastException _) {
            claims = null;
        }
        if (claims == null) {
            json(ctx, 400, error("a JSON object of claims is expected"));
            return;
        }
        tokens.mint(claims)
                .ifPresentOrElse(
                        token -> json(ctx, 200, new JsonObject().put("token", token)),
                        () ->
                                json(
                                        ctx,
                                        400,
                                        error(
                                                "claims: sub (text) and role (customer, agent or"
                                                        + " supervisor) are needed; name, locale and"
                                                        + " market are texts; languages, skills and"
                                                        + " markets are arrays of texts; capacity is 1"
                                                        + " to 10")));
    }

    private static JsonObject error(String message) {
        return new JsonObject().put("error", message);
    }

    static void json(RoutingContext ctx, int status, JsonObject body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }
}
