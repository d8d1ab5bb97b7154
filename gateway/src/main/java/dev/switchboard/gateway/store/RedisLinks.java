package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.RedisAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections to Redis, whichever form it has: [RedisMasters] for each event loop that asks
/// for the store.
final class RedisLinks {

    private final Map<EventLoop, RedisMasters> masters = new ConcurrentHashMap<>();
    private final Queue<RedisReader> readers = new ConcurrentLinkedQueue<>();
    private final List<Runnable> onReconnected = new CopyOnWriteArrayList<>();

    /// How long a start waits for Redis.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final RedisAddress address;
    private final GatewayConfig.Redis limits;
    private final RedisMetrics metrics;

    RedisLinks(
            Vertx vertx, RedisAddress address, GatewayConfig.Redis limits, MeterRegistry registry) {
        this.vertx = vertx;
        this.address = address;
        this.limits = limits;
        this.metrics = new RedisMetrics(registry);
        metrics.countUnderWay(
                () -> masters.values().stream().mapToInt(RedisMasters::underWay).sum());
    }

    /// Opens the calling event loop's connections, once. Tries for some time: a node and its Redis
    /// are often started together, on a machine that has much to do then.
    Future<Void> open() {
        EventLoop loop = loop();
        return masters.containsKey(loop)
                ? Future.succeededFuture()
                : open(loop, new Pace(), System.nanoTime() + PATIENCE.toNanos());
    }

    private Future<Void> open(EventLoop loop, Pace pace, long untilNanos) {
        RedisMasters made = made();
        return made.open()
                .map(_ -> {
                    masters.put(loop, made);
                    return (Void) null;
                })
                .recover(e ->
                        e instanceof RedisDialer.NotReached && System.nanoTime() < untilNanos
                                ? vertx.timer(pace.nextMs())
                                        .compose(_ -> open(loop, pace, untilNanos))
                                : Future.failedFuture(e));
    }

    private RedisMasters made() {
        var dialer =
                new RedisDialer(vertx, address.access(), limits.waitingMax(), limits.timeout());
        return switch (address) {
            case RedisAddress.Standalone(_, var server) ->
                    oneMaster(() -> RedisRoute.to(dialer, server));
            case RedisAddress.Sentinel sentinels ->
                    oneMaster(() -> new Sentinels(dialer, sentinels));
            case RedisAddress.Cluster(_, var seeds) ->
                    new ClusterMasters(vertx, dialer, seeds, limits, metrics, this::reconnected);
        };
    }

    private RedisMasters oneMaster(Supplier<RedisRoute> route) {
        return new OneMaster(vertx, route, limits, metrics, this::reconnected);
    }

    /// What is counted of them.
    RedisMetrics metrics() {
        return metrics;
    }

    /// See [Store#onReconnected].
    void onReconnected(Runnable listener) {
        onReconnected.add(listener);
    }

    private void reconnected() {
        metrics.reconnected();
        onReconnected.forEach(Runnable::run);
    }

    private RedisMasters mine() {
        return Objects.requireNonNull(
                masters.get(loop()), "this event loop has not opened the store");
    }

    /// Sends a command to the master that has its key. Null is Redis's nil.
    ///
    /// @param key any of the command's keys, which share a slot
    Future<@Nullable Response> send(String key, Request request) {
        return mine().send(key, request);
    }

    /// The same for a command whose answer promises that it will not be lost.
    Future<@Nullable Response> commit(String key, Request request) {
        return mine().commit(key, request);
    }

    /// Whether replicas must acknowledge commits.
    boolean replicated() {
        return limits.replicasAcknowledged() > 0;
    }

    /// Whether Redis answers the calling event loop.
    Future<Void> ping() {
        return mine().ping();
    }

    /// Opens another connection of the calling event loop's, for commands with this key that block.
    Future<RedisReader> reader(String key) {
        return mine().reader(key).onSuccess(readers::add);
    }

    /// Ends a reader.
    void end(RedisReader reader) {
        readers.remove(reader);
        reader.end();
    }

    /// Does this on a worker thread, as it would hold up the calling event loop.
    <T> Future<T> elsewhere(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /// Closes every connection, each on its own loop.
    Future<Void> close() {
        var all = new ArrayList<Future<Void>>();
        readers.forEach(reader -> all.add(reader.end()));
        masters.values().forEach(each -> all.add(each.end()));
        return Future.join(all).mapEmpty();
    }

    private static EventLoop loop() {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        return ((ContextInternal) context).nettyEventLoop();
    }
}
