package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress.Access;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Optional;

/// Makes connections to single servers, each with its handshake done, within a time, or not at all.
final class RedisDialer {

    private final Vertx vertx;
    private final Access access;
    private final int waitingMax;
    private final Duration timeout;

    /// @param waitingMax commands that may wait on one connection
    /// @param timeout for a connection with its handshake
    RedisDialer(Vertx vertx, Access access, int waitingMax, Duration timeout) {
        this.vertx = vertx;
        this.access = access;
        this.waitingMax = waitingMax;
        this.timeout = timeout;
    }

    /// The same for other credentials, or in less time.
    RedisDialer with(Access access, Duration timeout) {
        return new RedisDialer(vertx, access, waitingMax, timeout);
    }

    Access access() {
        return access;
    }

    Duration timeout() {
        return timeout;
    }

    /// A connection to one server.
    record Dialled(Endpoint at, RedisConnection connection, Redis client) {
        /// Ends it.
        void close() {
            client.close();
        }
    }

    /// Connects, and answers on the calling context.
    Future<Dialled> dial(Endpoint at) {
        Redis client = Redis.createClient(vertx, options(at));
        // The client calls back on a context of its own.
        Promise<RedisConnection> here = ContextInternal.current().promise();
        client.connect().timeout(timeout).onComplete(here);
        return here.future()
                .map(made -> new Dialled(at, made, client))
                .onFailure(_ -> client.close())
                .recover(e -> Future.failedFuture(new NotReached(at, e)));
    }

    /// There is no server there, or none that answers: it may only be starting.
    static final class NotReached extends StoreUnavailable {
        private static final long serialVersionUID = 1;

        NotReached(Endpoint at, Throwable why) {
            super("no connection to Redis at %s: %s".formatted(at, why.getMessage()));
        }
    }

    private RedisOptions options(Endpoint at) {
        String user = access.userInfo().map(u -> u + "@").orElse("");
        // A sentinel has no databases, and knows no command to choose one.
        String db = access.db() == 0 ? "" : "/" + access.db();
        String scheme = access.tls() ? "rediss" : "redis";
        var options =
                new RedisOptions()
                        .setConnectionString("%s://%s%s%s".formatted(scheme, user, at, db))
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setPoolRecycleTimeout(-1)
                        .setMaxWaitingHandlers(waitingMax);
        var net = options.getNetClientOptions();
        net.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        if (access.tls()) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        }
        return options;
    }

    /// Credentials left out.
    static Access anonymous(Access access) {
        return new Access(access.tls(), Optional.empty(), 0);
    }
}
