package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One long-lived Redis connection of one event loop. Commands are pipelined on it; where it
/// breaks, or leads to a server that is no master any more, what was under way fails with
/// [StoreUnavailable] (its outcome unknown) and it is made anew along its route, with back-off and
/// jitter, until the link is closed. While there is none, commands fail at once.
///
/// All methods must be called on the context the link was opened on.
final class RedisLink implements RedisReader {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private final Vertx vertx;
    private final ContextInternal context;
    private final RedisRoute route;
    private final GatewayConfig.Redis limits;
    private final Runnable reconnected;
    private final ArrayDeque<Pending> underWay = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private final long watchdog;
    private final Promise<Void> tried;
    private @Nullable Dialled dialled;
    private long connections;
    private boolean quiet;
    private boolean closed;

    private record Pending(Promise<@Nullable Response> promise, long deadlineNanos) {}

    private RedisLink(
            Vertx vertx, RedisRoute route, GatewayConfig.Redis limits, Runnable reconnected) {
        this.vertx = vertx;
        this.context = (ContextInternal) vertx.getOrCreateContext();
        this.route = route;
        this.limits = limits;
        this.reconnected = reconnected;
        this.tried = context.promise();
        this.watchdog =
                vertx.setPeriodic(Math.max(50, limits.timeout().toMillis() / 4), _ -> watch());
    }

    /// Begins a link on the calling context, which goes on trying until it is ended.
    ///
    /// @param reconnected called whenever a connection was made anew after one was lost
    static RedisLink begin(
            Vertx vertx, RedisRoute route, GatewayConfig.Redis limits, Runnable reconnected) {
        var link = new RedisLink(vertx, route, limits, reconnected);
        link.connect();
        return link;
    }

    /// The same; completes with the first connection, or fails, and ends it, where there is none to
    /// be had.
    static Future<RedisLink> open(
            Vertx vertx, RedisRoute route, GatewayConfig.Redis limits, Runnable reconnected) {
        RedisLink link = begin(vertx, route, limits, reconnected);
        return link.tried().onFailure(_ -> link.close()).map(link);
    }

    /// Completes with the first connection, or fails where it could not be made at once.
    Future<Void> tried() {
        return tried.future();
    }

    /// Whether there is a connection.
    boolean connected() {
        return dialled != null;
    }

    /// How many connections there have been, this one among them.
    long connections() {
        return connections;
    }

    /// Commands that wait for an answer.
    int underWay() {
        return underWay.size();
    }

    /// Sends one command. Null is Redis's nil.
    Future<@Nullable Response> send(Request request) {
        return send(request, Duration.ZERO);
    }

    @Override
    public Future<@Nullable Response> send(Request request, Duration blocking) {
        Dialled now = dialled;
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
        quiet = false;
        now.connection()
                .send(request)
                .onComplete(answer -> {
                    underWay.remove(pending);
                    if (answer.succeeded()) {
                        promise.tryComplete(answer.result());
                    } else {
                        fail(now, promise, answer.cause());
                    }
                });
        return promise.future();
    }

    private void fail(Dialled on, Promise<@Nullable Response> promise, Throwable cause) {
        Optional<String> error = RedisErrors.answered(cause);
        boolean astray =
                error.isPresent()
                        && (RedisErrors.isDemoted(error.get()) || route.leadsAstray(error.get()));
        // What Redis itself answers (WRONGTYPE, NOSCRIPT, …) is not a broken wire.
        boolean answer = !astray && error.isPresent() && !RedisErrors.isTransient(error.get());
        promise.tryFail(answer ? cause : new StoreUnavailable(String.valueOf(cause.getMessage())));
        if (astray) {
            lost(on, error.orElseThrow());
        }
    }

    @Override
    public Future<Void> end() {
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
        tried.tryFail(new StoreUnavailable("closed"));
        drop("closed");
    }

    private void connect() {
        Promise<Dialled> here = context.promise();
        route.reach().onComplete(here);
        here.future()
                .onSuccess(this::connected)
                .onFailure(e -> {
                    tried.tryFail(e);
                    route.lost();
                    connectLater();
                });
    }

    private void connected(Dialled made) {
        if (closed) {
            made.close();
            return;
        }
        dialled = made;
        connections++;
        pace.reset();
        RedisConnection connection = made.connection();
        connection.endHandler(_ -> lost(made, "the connection ended"));
        connection.exceptionHandler(e -> lost(made, String.valueOf(e.getMessage())));
        tried.tryComplete();
        if (connections > 1) {
            LOG.atInfo().addKeyValue("server", made.at()).log("Connected to Redis again");
            reconnected.run();
        }
    }

    private void connectLater() {
        if (!closed) {
            vertx.setTimer(
                    pace.nextMs(),
                    _ -> {
                        if (!closed) {
                            connect();
                        }
                    });
        }
    }

    /// The client calls back on a context of its own.
    private void lost(Dialled which, String why) {
        context.emit(_ -> {
            if (which.equals(dialled)) {
                LOG.atWarn()
                        .addKeyValue("server", which.at())
                        .addKeyValue("why", why)
                        .log("Lost the connection to Redis");
                drop(why);
                route.lost();
                connectLater();
            }
        });
    }

    private void drop(String why) {
        Dialled old = dialled;
        dialled = null;
        if (old != null) {
            old.close();
        }
        var failed = new StoreUnavailable(why);
        while (!underWay.isEmpty()) {
            underWay.removeFirst().promise().tryFail(failed);
        }
    }

    /// A server that takes commands and answers none is as good as gone; one that nobody asked
    /// anything since the last look is asked now, so that this is noticed.
    private void watch() {
        Pending oldest = underWay.peekFirst();
        Dialled now = dialled;
        if (now == null) {
            return;
        }
        if (oldest != null && System.nanoTime() - oldest.deadlineNanos() > 0) {
            lost(now, "no answer in time");
        } else if (oldest == null && quiet) {
            // Its failure is the link's.
            var _ = send(Request.cmd(Command.PING));
        }
        quiet = true;
    }
}
