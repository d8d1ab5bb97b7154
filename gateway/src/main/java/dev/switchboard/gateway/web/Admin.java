package dev.switchboard.gateway.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What operators may ask of a node, with a token of their own.
final class Admin {

    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final Duty duty;

    Admin(String token, Duty duty) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.duty = duty;
    }

    void mount(Router router) {
        router.route("/admin/drain").handler(this::admit);
        router.get("/admin/drain").handler(ctx -> Site.json(ctx, 200, duty.progress()));
        router.post("/admin/drain")
                .handler(ctx -> {
                    Site.json(ctx, 202, new JsonObject().put("status", "draining"));
                    duty.drain();
                });
    }

    private void admit(RoutingContext ctx) {
        String header = ctx.request().getHeader("authorization");
        if (header != null && header.startsWith(BEARER) && is(header.substring(BEARER.length()))) {
            ctx.next();
        } else {
            ctx.response().putHeader("www-authenticate", "Bearer");
            Site.json(ctx, 401, new JsonObject().put("error", "admin.token is asked for"));
        }
    }

    /// In a time that does not tell how much of it is right.
    private boolean is(String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
