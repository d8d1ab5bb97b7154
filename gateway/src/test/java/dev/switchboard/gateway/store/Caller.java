package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Committed;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// An event loop with a store of its own, and what it counts.
final class Caller implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger reconnected = new AtomicInteger();
    private final Store store;

    Caller(URI redis, int replicasAcknowledged) throws Exception {
        var limits =
                new GatewayConfig.Redis(
                        Optional.of(redis),
                        10_000,
                        TIMEOUT,
                        replicasAcknowledged,
                        Duration.ofMillis(700));
        store = new Store(vertx, redis, limits, Duration.ofDays(1), registry);
        store.onReconnected(reconnected::incrementAndGet);
        get(store::open);
    }

    Store store() {
        return store;
    }

    /// How often the store said that a connection was made anew.
    int reconnected() {
        return reconnected.get();
    }

    double counted(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    /// Asks, and does not wait.
    <T> Future<T> asked(Supplier<Future<T>> asked) {
        var promise = Promise.<T>promise();
        context.runOnContext(_ -> asked.get().onComplete(promise));
        return promise.future();
    }

    <T> T get(Supplier<Future<T>> asked) throws Exception {
        return asked(asked).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// What the store answers as soon as it is there.
    <T> T served(Supplier<Future<T>> asked) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return get(asked);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof StoreUnavailable) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /// Names a failure that says that the outcome is unknown; any other stays one.
    static Future<String> unavailable(Throwable e) {
        return e instanceof StoreUnavailable
                ? Future.succeededFuture("unavailable")
                : Future.failedFuture(e);
    }

    /// Does this on the event loop in a moment.
    void later(Runnable what) {
        vertx.setTimer(10, _ -> what.run());
    }

    /// Commits entry `n` of a conversation, whose message is named after it.
    Future<Committed> say(String conversation, int n) {
        Conversation before = Conversation.begin(conversation, KIM, "en");
        for (int i = 1; i < n; i++) {
            before = ConversationRules.evolve(before, said(i));
        }
        Conversation after = ConversationRules.evolve(before, said(n));
        return store.conversations()
                .commit(
                        n - 1,
                        after,
                        List.of(said(n)),
                        Optional.of(message(n)),
                        n,
                        Optional.of(new Attendance("a node", Optional.empty())));
    }

    static MessageKey message(int n) {
        return MessageKey.ofCustomer("m" + n);
    }

    private static ConversationEvent said(int n) {
        return new Said(
                NOON,
                Optional.of(message(n)),
                new Author.Customer(),
                "word " + n,
                "en",
                Optional.empty(),
                false,
                0,
                List.of());
    }

    /// What a conversation's log holds.
    List<Integer> log(String conversation) throws Exception {
        return served(() -> store.conversations().entriesAfter(conversation, 0, 10_000)).stream()
                .map(Entry::event)
                .map(event -> Integer.parseInt(((Said) event).text().substring("word ".length())))
                .toList();
    }

    @Override
    public void close() {
        asked(store::close).toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
