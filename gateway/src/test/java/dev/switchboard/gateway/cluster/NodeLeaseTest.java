package dev.switchboard.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.NodeStore;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeLeaseTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<Boolean>> asked = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void a_store_that_is_slow_to_answer_is_told_once_and_its_news_is_taken_once() {
        var lapses = new ArrayList<String>();
        var lease = new NodeLease(vertx, store(), "n", LONG, () -> lapses.add("lapsed"));
        var started = lease.start();
        asked.getFirst().complete(true);
        assertThat(started.succeeded()).isTrue();
        lease.renew();
        lease.renew();
        lease.renew();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(false);
        assertThat(lapses).hasSize(1);
        lease.renew();
        assertThat(asked).hasSize(3);
    }

    private NodeStore store() {
        return (NodeStore)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {NodeStore.class},
                        (_, method, _) -> {
                            assertThat(method.getName()).isEqualTo("alive");
                            asked.add(Promise.promise());
                            return asked.getLast().future();
                        });
    }
}
