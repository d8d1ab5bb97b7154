package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node and its Redis that are started together.
class StartTest {

    @TempDir private Path dir;

    @Test
    void a_redis_that_comes_a_moment_later_is_waited_for() {
        int port = RedisServer.freePort();
        Vertx vertx = Vertx.vertx();
        try {
            Promise<Void> opened = Promise.promise();
            Store store =
                    new Store(
                            vertx,
                            URI.create("redis://127.0.0.1:" + port),
                            new GatewayConfig.Redis(
                                    Optional.empty(),
                                    1_000,
                                    Duration.ofSeconds(3),
                                    0,
                                    Duration.ofSeconds(1)),
                            Duration.ofDays(1),
                            new SimpleMeterRegistry());
            vertx.runOnContext(_ -> store.open().onComplete(opened));
            try (RedisServer server = RedisServer.start(dir, port)) {
                opened.future().await();
                assertThat(server.alive()).isTrue();
                store.close().await();
            }
        } finally {
            vertx.close().await();
        }
    }
}
