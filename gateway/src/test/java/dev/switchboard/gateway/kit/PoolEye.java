package dev.switchboard.gateway.kit;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.PoolStore.Page;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Looks into the store beside the nodes: the pool as its snapshot and commands make it, whoever
/// leads it, and the logs of conversations.
public final class PoolEye implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 1_000;
    private static final String POOL = "default";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Store store;
    private final PoolStore pool;

    public PoolEye(URI redis) {
        store =
                new Store(
                        vertx,
                        redis,
                        new GatewayConfig.Redis(
                                Optional.empty(),
                                10_000,
                                Duration.ofSeconds(20),
                                0,
                                Duration.ofSeconds(1)),
                        Duration.ofDays(1),
                        new SimpleMeterRegistry());
        get(store::open);
        pool = store.pool(POOL);
    }

    public ConversationStore conversations() {
        return store.conversations();
    }

    public NodeStore nodes() {
        return store.nodes();
    }

    public PoolStore commands() {
        return pool;
    }

    /// The pool by now.
    public Pool now() {
        while (true) {
            Optional<Pool> known = replayed();
            if (known.isPresent()) {
                return known.get();
            }
        }
    }

    private Optional<Pool> replayed() {
        Pool known = get(pool::snapshot).orElseGet(() -> Pool.empty(POOL, RoutingPolicy.DEFAULT));
        while (true) {
            Pool from = known;
            switch (get(() -> pool.read(from.last(), PAGE))) {
                case Page.Overtaken _ -> {
                    return Optional.empty();
                }
                case Page.Commands(var filed) -> {
                    if (filed.isEmpty()) {
                        return Optional.of(known);
                    }
                    for (var f : filed) {
                        known = PoolRules.step(known, f.command(), f.id()).pool();
                    }
                }
            }
        }
    }

    /// The pool as soon as it is such.
    public Pool once(Predicate<Pool> such) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Pool pool = now();
            if (such.test(pool)) {
                return pool;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for the pool to be so: " + pool);
            }
        }
    }

    /// What the store answers, as soon as it is such.
    public <T> T once(Supplier<Future<T>> asked, Predicate<T> such) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T answer = get(asked);
            if (such.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for the store to be so: " + answer);
            }
        }
    }

    /// What the store answers.
    public <T> T get(Supplier<Future<T>> asked) {
        var promise = Promise.<T>promise();
        context.runOnContext(_ -> asked.get().onComplete(promise));
        try {
            return promise.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        get(store::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
