package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One long-lived Redis connection of one event loop. Commands are pipelined on it; where it
/// breaks, what was under way fails with [StoreUnavailable] (its outcome unknown) and it is made
/// anew, with back-off and jitter, until the link is closed. While there is none, commands fail at
/// once.
///
/// All methods must be called on the context the link was opened on.
final class RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration BACKOFF_FIRST = Duration.ofMillis(50);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ContextInternal context;
    private final RedisOptions options;
    private final GatewayConfig.Redis limits;
    private final ArrayDeque<Pending> underWay = new ArrayDeque<>();
    private final Runnable reconnected;
    private final long watchdog;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private long backoffMs = BACKOFF_FIRST.toMillis();
    private boolean closed;

    private record Pending(Promise<@Nullable Response> promise, long deadlineNanos) {}

    private RedisLink(Vertx vertx, URI uri, GatewayConfig.Redis limits, Runnable reconnected) {
        this.vertx = vertx;
        this.reconnected = reconnected;
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.limits = limits;
        this.options =
                new RedisOptions()
                        .setConnectionString(uri.toString())
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setPoolRecycleTimeout(-1)
                        .setMaxWaitingHandlers(limits.waitingMax());
        this.watchdog =
                vertx.setPeriodic(
                        Math.max(50, limits.timeout().toMillis() / 4), _ -> endIfStalled());
    }

    /// Opens a link on the calling context; completes with the first connection, or fails where
    /// there is none to be had.
    ///
    /// @param reconnected called whenever a connection was made anew after one was lost
    static Future<RedisLink> open(
            Vertx vertx, URI uri, GatewayConfig.Redis limits, Runnable reconnected) {
        var link = new RedisLink(vertx, uri, limits, reconnected);
        return link.connect().onFailure(_ -> link.close()).map(link);
    }

    /// Sends one command. Null is Redis's nil.
    Future<@Nullable Response> send(Request request) {
        return send(request, Duration.ZERO);
    }

    /// Sends one command that may rightly take `blocking` longer than the time-out.
    Future<@Nullable Response> send(Request request, Duration blocking) {
        RedisConnection now = connection;
        if (now == null) {
            return Future.failedFuture(new StoreUnavailable("not connected to Redis"));
        }
        if (underWay.size() >= limits.waitingMax()) {
            return Future.failedFuture(new StoreUnavailable("too many commands wait for Redis"));
        }
        Promise<@Nullable Response> promise = ContextInternal.current().promise();
        long nanos = limits.timeout().plus(blocking).toNanos();
        var pending = new Pending(promise, System.nanoTime() + nanos);
        underWay.addLast(pending);
        now.send(request)
                .onComplete(answer -> {
                    underWay.remove(pending);
                    if (answer.succeeded()) {
                        promise.tryComplete(answer.result());
                    } else {
                        promise.tryFail(translated(answer.cause()));
                    }
                });
        return promise.future();
    }

    /// Ends it for good, from any thread.
    Future<Void> end() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(_ -> {
            close();
            ended.complete();
        });
        return ended.future();
    }

    private void close() {
        closed = true;
        vertx.cancelTimer(watchdog);
        drop("closed");
    }

    private static Throwable translated(Throwable cause) {
        // What Redis itself answers (WRONGTYPE, NOSCRIPT, …) is not a broken wire.
        return cause instanceof io.vertx.redis.client.impl.types.ErrorType error
                        && !isTransient(error.getMessage())
                ? cause
                : new StoreUnavailable(String.valueOf(cause.getMessage()));
    }

    private static boolean isTransient(@Nullable String message) {
        return message != null
                && (message.startsWith("LOADING")
                        || message.startsWith("READONLY")
                        || message.startsWith("MASTERDOWN")
                        || message.startsWith("CLUSTERDOWN")
                        || message.startsWith("MISCONF")
                        || message.startsWith("OOM"));
    }

    private Future<Void> connect() {
        Redis redis = Redis.createClient(vertx, options);
        client = redis;
        // The client calls back on a context of its own.
        Promise<RedisConnection> here = context.promise();
        redis.connect().onComplete(here);
        return here.future()
                .map(made -> {
                    connection = made;
                    backoffMs = BACKOFF_FIRST.toMillis();
                    made.endHandler(_ -> lost(made, "the connection ended"));
                    made.exceptionHandler(e -> lost(made, String.valueOf(e.getMessage())));
                    return (Void) null;
                })
                .recover(e -> Future.failedFuture(translated(e)));
    }

    private void lost(RedisConnection which, String why) {
        context.emit(_ -> lostHere(which, why));
    }

    private void lostHere(RedisConnection which, String why) {
        if (which.equals(connection)) {
            LOG.atWarn().addKeyValue("why", why).log("Lost the connection to Redis");
            drop(why);
            reconnectLater();
        }
    }

    private void drop(String why) {
        connection = null;
        Redis old = client;
        client = null;
        if (old != null) {
            old.close();
        }
        var failed = new StoreUnavailable(why);
        while (!underWay.isEmpty()) {
            underWay.removeFirst().promise().tryFail(failed);
        }
    }

    private void reconnectLater() {
        if (closed) {
            return;
        }
        long wait = 1 + ThreadLocalRandom.current().nextLong(backoffMs);
        backoffMs = Math.min(BACKOFF_MAX.toMillis(), backoffMs * 2);
        vertx.setTimer(
                wait,
                _ -> {
                    if (closed) {
                        return;
                    }
                    connect()
                            .onSuccess(_ -> {
                                LOG.info("Connected to Redis again");
                                reconnected.run();
                            })
                            .onFailure(e -> {
                                drop(String.valueOf(e.getMessage()));
                                reconnectLater();
                            });
                });
    }

    /// A server that takes commands and answers none is as good as gone.
    private void endIfStalled() {
        Pending oldest = underWay.peekFirst();
        RedisConnection now = connection;
        if (oldest != null && now != null && System.nanoTime() - oldest.deadlineNanos() > 0) {
            lost(now, "no answer in time");
        }
    }
}
