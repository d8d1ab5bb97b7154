package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RedisEar;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What coming and coming back cost Redis: a storm of reconnects is as large as these few commands.
class ReconnectCostTest {

    @TempDir Path data;
    private EmbeddedRedis redis;
    private TestGateway a;
    private TestGateway b;
    private RedisEar ear;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        String[] settings = {
            "model.embedded.first-token-ms=20",
            "model.embedded.tokens-per-second=2000",
            // Nothing else is to be heard of these conversations.
            "cluster.compare=10m"
        };
        a = TestGateway.start(data.resolve("a"), redis.uri(), settings);
        b = TestGateway.start(data.resolve("b"), redis.uri(), settings);
        // So that Redis knows every script.
        says("ada");
        open(b, "ada", new JsonObject()).cut();
        ear = new RedisEar(redis.uri());
    }

    @AfterEach
    void stop() {
        ear.close();
        a.close();
        b.close();
        redis.stop();
    }

    @Test
    void who_comes_back_by_name_costs_one_pipelined_read() {
        Peer kim = says("kim");
        String id = kim.welcome().getString("conversation");
        var again = new JsonObject().put("conversation", id).put("after", 1);
        ear.heard();
        try (Peer elsewhere = open(b, "kim", again)) {
            assertThat(elsewhere.welcome().getBoolean("resumed")).isTrue();
            assertThat(elsewhere.next("said").getLong("seq")).isEqualTo(2);
            // The second waits for no answer to the first.
            assertThat(ear.heard("person:kim", id))
                    .filteredOn(command -> !command.equals("XADD"))
                    .containsExactlyInAnyOrder("SADD", "EVALSHA");
            try (Peer third = open(b, "kim", again)) {
                assertThat(third.next("said").getLong("seq")).isEqualTo(2);
                // The notices of the one before may be late.
                assertThat(ear.heard("person:kim", id))
                        .filteredOn(command -> !command.equals("XADD"))
                        .containsExactly("EVALSHA");
            }
        }
    }

    @Test
    void who_comes_back_without_a_name_asks_for_it_first() {
        Peer lee = says("lee");
        String id = lee.welcome().getString("conversation");
        ear.heard();
        try (Peer elsewhere = open(b, "lee", new JsonObject())) {
            assertThat(elsewhere.welcome().getString("conversation")).isEqualTo(id);
            elsewhere.next("said");
            assertThat(ear.heard("person:lee", id))
                    .filteredOn(command -> !command.equals("XADD"))
                    .startsWith("GET")
                    .containsExactlyInAnyOrder("GET", "SADD", "EVALSHA");
        }
    }

    @Test
    void who_says_nothing_leaves_nothing() {
        ear.heard();
        try (Peer max = open(a, "max", new JsonObject())) {
            String id = max.welcome().getString("conversation");
            assertThat(ear.heard("person:max", id)).containsExactly("GET", "EVALSHA");
        }
    }

    @Test
    void a_word_costs_one_round_trip_after_the_first() {
        Peer mia = Peer.open(a.port(), "/chat", a.customer("mia", "sv"));
        String id = mia.welcome().getString("conversation");
        mia.send("human", "id", "h1");
        mia.next("accepted");
        mia.next("holder", f -> f.getString("holder").equals("queue"));
        mia.next("said", f -> f.getJsonObject("from").getString("kind").equals("system"));
        ear.heard();
        mia.send("say", "id", "m1", "text", "hello?");
        mia.next("accepted");
        assertThat(ear.heard("{c:" + id, "person:mia", ":conversations"))
                // The pool's leader asks where to send places in the queue.
                .filteredOn(command -> !command.equals("HKEYS"))
                .containsExactly("EVALSHA");
    }

    private Peer says(String sub) {
        Peer peer = open(a, sub, new JsonObject());
        peer.send("say", "id", "m1", "text", StoryTest.SWEDISH_REFUND);
        peer.next("turn", f -> f.getString("state").equals("completed"));
        return peer;
    }

    private static Peer open(TestGateway node, String sub, JsonObject hello) {
        return Peer.open(node.port(), "/chat", node.customer(sub, "sv"), hello);
    }
}
