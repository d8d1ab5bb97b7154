package dev.switchboard.gateway.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.Optional;

/// Verifies tokens, and mints them for demos. HS256 with one secret for all nodes.
public final class Tokens {

    private static final Duration DEMO_LIFE = Duration.ofHours(12);

    private final JWTAuth jwt;
    private final int capacityDefault;

    /// @param secret at least 32 bytes
    /// @param capacityDefault of a seat whose token names none
    public Tokens(Vertx vertx, String secret, int capacityDefault) {
        this.jwt =
                JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(
                                        new PubSecKeyOptions()
                                                .setAlgorithm("HS256")
                                                .setBuffer(secret)));
        this.capacityDefault = capacityDefault;
    }

    /// Who this token says is speaking; nothing where its signature, its time or its claims do not
    /// hold.
    public Future<Optional<Identity>> verify(String token) {
        return jwt.authenticate(new TokenCredentials(token))
                .map(user ->
                        Identity.of(
                                user.attributes().getJsonObject("accessToken"), capacityDefault))
                .otherwise(Optional.empty());
    }

    /// Signs these claims. A token without `exp` gets one.
    ///
    /// @return nothing where the claims would not be taken
    public Optional<String> mint(JsonObject claims) {
        JsonObject complete = claims.copy();
        if (!complete.containsKey("exp")) {
            long now = System.currentTimeMillis() / 1000;
            complete.put("exp", now + DEMO_LIFE.toSeconds());
        }
        return Identity.of(complete, capacityDefault)
                .map(_ -> jwt.generateToken(complete, new JWTOptions().setAlgorithm("HS256")));
    }
}
