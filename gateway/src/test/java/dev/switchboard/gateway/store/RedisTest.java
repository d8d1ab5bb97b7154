package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of the store share: a real Redis, and an event loop to ask it from.
public abstract class RedisTest {

    @TempDir static Path data;
    protected static Vertx vertx;
    private static Context context;
    private static RedisForm redis;
    protected static Store store;

    @BeforeAll
    static void start(TestInfo test) throws Exception {
        var of = test.getTestClass().orElseThrow().getAnnotation(RedisForm.Of.class);
        redis = RedisForm.start(of == null ? RedisForm.Kind.STANDALONE : of.value(), data);
        vertx = Vertx.vertx();
        context = vertx.getOrCreateContext();
        store =
                new Store(
                        vertx,
                        redis.uri(),
                        new GatewayConfig.Redis(
                                Optional.empty(),
                                1000,
                                Duration.ofSeconds(3),
                                0,
                                Duration.ofSeconds(1)),
                        Duration.ofDays(1),
                        new SimpleMeterRegistry());
        get(store::open);
    }

    @AfterAll
    static void stop() throws Exception {
        get(store::close);
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// What Redis itself answers.
    protected static String raw(String command) throws Exception {
        return redis.say(command);
    }

    protected static <T> T get(Supplier<Future<T>> asked) throws Exception {
        return asked(asked).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// Asks, and does not wait.
    protected static <T> Future<T> asked(Supplier<Future<T>> asked) {
        var promise = Promise.<T>promise();
        context.runOnContext(_ -> asked.get().onComplete(promise));
        return promise.future();
    }
}
