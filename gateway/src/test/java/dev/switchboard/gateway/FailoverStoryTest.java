package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RedisCluster;
import dev.switchboard.gateway.kit.RedisSentinels;
import dev.switchboard.gateway.kit.RedisServer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole node whose Redis fails over: the chat goes on on the same sockets.
@Tag("long")
class FailoverStoryTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir private Path dir;

    @Test
    void a_chat_goes_on_when_the_sentinels_replace_a_master_that_was_killed() {
        try (RedisSentinels redis = RedisSentinels.start(dir.resolve("redis"), 1)) {
            chat(redis.uri(), redis::failOverKilled);
        }
    }

    @Test
    void a_chat_goes_on_when_every_master_of_a_cluster_is_replaced() {
        try (RedisCluster redis = RedisCluster.start(dir.resolve("redis"), 1)) {
            chat(
                    redis.uri(),
                    () -> {
                        for (RedisServer master : redis.masters()) {
                            redis.replica(master).say("CLUSTER", "FAILOVER");
                            master.await("ROLE", role -> role.startsWith("slave"));
                        }
                    });
        }
    }

    private void chat(URI uri, Runnable failover) {
        try (TestGateway node =
                        TestGateway.start(
                                dir.resolve("node"),
                                uri,
                                "redis.timeout=1s",
                                "pool.lease=2s",
                                "connection.frames-per-second-max=2000",
                                "connection.frames-burst-max=2000",
                                "connection.person-frames-per-second-max=2000",
                                "model.embedded.first-token-ms=20");
                Peer kim = Peer.open(node.port(), "/chat", node.customer("kim", "en"));
                Peer ana = Peer.open(node.port(), "/seat", node.agent("ana", 2, "en"))) {
            ana.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            String id = ana.next("assigned").getString("conversation");
            kim.next("holder", f -> f.getString("holder").equals("agent"));
            failover.run();
            saidUntilAccepted(node, kim);
            ana.next("said", f -> "m1".equals(f.getString("id")));
            // A second conversation goes its whole way after the failover.
            try (Peer lee = Peer.open(node.port(), "/chat", node.customer("lee", "en"))) {
                saidUntilAccepted(node, lee);
                lee.next("turn", f -> f.getString("state").equals("completed"));
                lee.send("human", "id", "h1");
                ana.send("accept", "offer", ana.next("offer").getString("offer"));
                lee.next("holder", f -> f.getString("holder").equals("agent"));
            }
            ana.send("say", "conversation", id, "id", "a1", "text", "I am still here");
            assertThat(kim.next("said", f -> "a1".equals(f.getString("id"))).getString("text"))
                    .isEqualTo("I am still here");
            assertThat(kim.isClosed()).isFalse();
            assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(node.get("/metrics").body()).contains("switchboard_redis_reconnects_total");
        }
    }

    private static void saidUntilAccepted(TestGateway node, Peer peer) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        JsonObject answer;
        do {
            while (node.get("/health/ready").statusCode() != 200) {
                assertThat(System.nanoTime()).as("ready in time").isLessThan(deadline);
            }
            int heard = peer.all().size();
            peer.send("say", "id", "m1", "text", "How do I return an item I bought?");
            answer = peer.answerTo("m1", heard);
            assertThat(System.nanoTime()).as("accepted in time").isLessThan(deadline);
        } while (!answer.getString("type").equals("accepted"));
    }
}
