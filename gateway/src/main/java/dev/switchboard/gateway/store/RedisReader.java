package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection for commands that block, which hold up all others on theirs.
interface RedisReader {

    /// Sends one command that may rightly take `blocking` longer than the time-out. Null is Redis's
    /// nil.
    Future<@Nullable Response> send(Request request, Duration blocking);

    /// Ends it for good, from any thread.
    Future<Void> end();
}
