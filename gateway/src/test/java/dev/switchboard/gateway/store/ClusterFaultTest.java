package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.RedisCluster;
import dev.switchboard.gateway.kit.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster's masters are replaced under the store.
@Tag("long")
class ClusterFaultTest {

    private static final List<String> CONVERSATIONS =
            IntStream.range(0, 12).mapToObj(i -> "talk-" + i).toList();

    @TempDir private Path dir;
    private RedisCluster redis;

    @BeforeEach
    void start() {
        redis = RedisCluster.start(dir, 1);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void a_killed_masters_replica_takes_over_and_it_comes_back_as_a_replica() throws Exception {
        RedisServer old = redis.master("{c:talk-0}");
        try (Caller caller = new Caller(redis.uri(), 0)) {
            caller.get(() -> caller.say("talk-0", 1));
            RedisServer successor = redis.replica(old);
            successor.await("DBSIZE", ":4"::equals);
            old.kill();
            caller.served(() -> caller.say("talk-0", 2));
            assertThat(caller.reconnected()).isPositive();
            assertThat(redis.master("{c:talk-0}")).isSameAs(successor);
            old.restart();
            old.await("ROLE", role -> role.startsWith("slave"));
            caller.served(() -> caller.say("talk-0", 3));
            assertThat(caller.log("talk-0")).containsExactly(1, 2, 3);
        }
    }

    @Test
    void masters_that_are_replaced_while_all_is_well_lose_nothing() throws Exception {
        try (Caller caller = new Caller(redis.uri(), 0)) {
            Talkers talkers = Talkers.start(caller, CONVERSATIONS);
            for (String conversation : List.of("talk-0", "talk-1", "talk-2")) {
                talkers.accept(100);
                RedisServer old = redis.master("{c:" + conversation + "}");
                redis.replica(old).say("CLUSTER", "FAILOVER");
                old.await("ROLE", role -> role.startsWith("slave"));
            }
            talkers.accept(100);
            talkers.endAndCompare();
            assertThat(caller.reconnected()).isPositive();
        }
    }

    @Test
    void a_frozen_masters_commands_end_and_the_others_are_served() throws Exception {
        try (Caller caller = new Caller(redis.uri(), 1)) {
            RedisServer frozen = redis.master("{c:talk-0}");
            String elsewhere =
                    CONVERSATIONS.stream()
                            .filter(c -> redis.master("{c:" + c + "}") != frozen)
                            .findFirst()
                            .orElseThrow();
            caller.get(() -> caller.say("talk-0", 1));
            frozen.pause();
            try {
                var pending = caller.asked(() -> caller.say("talk-0", 2));
                caller.get(() -> caller.say(elsewhere, 1));
                caller.get(caller.store()::ping);
                assertThat(caller.get(() -> pending.map("answered").recover(Caller::unavailable)))
                        .isEqualTo("unavailable");
            } finally {
                frozen.resume();
            }
            caller.served(() -> caller.say("talk-0", 2));
            assertThat(caller.log("talk-0")).containsExactly(1, 2);
        }
    }
}
