package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.kit.RedisSentinels;
import dev.switchboard.gateway.kit.RedisServer;
import dev.switchboard.gateway.store.NodeStore.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store goes where the sentinels' master is.
@Tag("long")
class SentinelFaultTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir private Path dir;
    private RedisSentinels redis;

    @BeforeEach
    void start() {
        redis = RedisSentinels.start(dir, 1);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void a_killed_masters_successor_takes_over_and_it_comes_back_as_a_replica() throws Exception {
        RedisServer old = redis.master();
        try (Caller caller = new Caller(redis.uri(), 1)) {
            Talkers talkers = Talkers.start(caller, List.of("a", "b", "c"));
            talkers.accept(50);
            assertThat(caller.reconnected()).isZero();
            old.kill();
            // Nothing is accepted by one server alone.
            redis.living()
                    .findFirst()
                    .orElseThrow()
                    .await("ROLE", role -> role.startsWith("master"));
            old.restart();
            old.await("ROLE", role -> role.startsWith("slave"));
            talkers.accept(50);
            assertThat(caller.reconnected()).isPositive();
            talkers.endAndCompare();
            assertThat(redis.master()).isNotSameAs(old);
        }
    }

    @Test
    void a_master_that_is_replaced_while_it_is_well_loses_nothing() throws Exception {
        RedisServer old = redis.master();
        try (Caller caller = new Caller(redis.uri(), 0)) {
            caller.get(() -> caller.store().nodes().alive("n", LONG));
            var inbox = caller.get(() -> caller.store().nodes().inbox("n"));
            caller.get(() -> inbox.await(10, LONG));
            var waiting = caller.asked(() -> inbox.await(10, LONG));
            caller.served(() -> caller.say("a", 1));
            redis.replicas().getFirst().await("XLEN {c:a}:log", ":1"::equals);
            redis.failOver();
            assertThat(redis.master()).isNotSameAs(old);
            caller.served(() -> caller.say("a", 2));
            assertThat(caller.log("a")).containsExactly(1, 2);
            assertThat(redis.master().say("XLEN", "{c:a}:log")).isEqualTo(":2");
            // Who waited at the old one was told, and reads on at the new one.
            caller.get(() -> waiting.otherwiseEmpty());
            var batch = new Batch("w", 1, List.of("hello"));
            caller.served(() -> caller.store().nodes().post("n", batch, 100));
            assertThat(caller.served(() -> inbox.await(10, LONG))).contains(batch);
        }
    }

    @Test
    void whoever_the_sentinels_name_must_say_itself_that_it_is_the_master() {
        RedisServer named = redis.master();
        String other = Integer.toString(redis.replicas().getFirst().port());
        // The sentinels need a moment to notice.
        named.say("REPLICAOF", "127.0.0.1", other);
        assertThatThrownBy(() -> new Caller(redis.uri(), 0))
                .rootCause()
                .hasMessageContaining("name " + named.endpoint() + " as the master, but it is no");
    }

    @Test
    void what_is_under_way_to_a_frozen_master_ends_and_its_successor_is_found() throws Exception {
        RedisServer old = redis.master();
        try (Caller caller = new Caller(redis.uri(), 0)) {
            caller.served(() -> caller.say("a", 1));
            redis.replicas().getFirst().await("XLEN {c:a}:log", ":1"::equals);
            old.pause();
            try {
                var pending = caller.asked(() -> caller.say("a", 2));
                assertThat(caller.get(() -> pending.map("answered").recover(Caller::unavailable)))
                        .isEqualTo("unavailable");
                caller.served(() -> caller.say("a", 2));
            } finally {
                old.resume();
            }
            old.await("ROLE", role -> role.startsWith("slave"));
            assertThat(caller.log("a")).containsExactly(1, 2);
        }
    }
}
