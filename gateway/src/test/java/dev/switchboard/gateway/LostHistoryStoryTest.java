package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.OlderCopy;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis is taken back to an older copy under a live chat, with the customer on one node and the
/// agent on another.
class LostHistoryStoryTest {

    @TempDir Path data;
    private EmbeddedRedis redis;
    private TestGateway a;
    private TestGateway b;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        String[] settings = {
            "model.embedded.first-token-ms=20", "cluster.compare=300ms", "pool.lease=2s"
        };
        a = TestGateway.start(data.resolve("a"), redis.uri(), settings);
        b = TestGateway.start(data.resolve("b"), redis.uri(), settings);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        redis.stop();
    }

    @Test
    void the_customer_is_told_and_the_agent_is_shown_what_there_is_and_both_go_on() {
        try (Peer ana = agent();
                Peer kim = customer(new JsonObject())) {
            String id = takes(ana, kim);
            kim.send("say", "id", "m1", "text", "this is kept");
            long kept = kim.next("accepted").getLong("seq");
            OlderCopy copy = OlderCopy.ofConversation(redis.uri(), id);
            kim.send("say", "id", "m2", "text", "this is lost");
            kim.next("accepted");
            ana.send("say", "conversation", id, "id", "a1", "text", "and so is this");
            long lost = ana.next("accepted").getLong("seq");
            kim.next("said", f -> f.getLong("seq") == lost);
            ana.next("said", f -> f.getLong("seq") == lost);
            copy.restore();

            assertThat(kim.next("goodbye").getString("reason")).isEqualTo("history-lost");
            assertThat(kim.closeCode()).isEqualTo(1012);
            assertThat(ana.next("released").getString("why")).isEqualTo("history-lost");
            assertThat(ana.next("assigned").getJsonArray("entries").encode())
                    .contains("this is kept")
                    .doesNotContain("this is lost", "and so is this");
            var hello = new JsonObject().put("conversation", id).put("after", lost);
            try (Peer again = customer(hello)) {
                assertThat(again.welcome().getBoolean("resumed")).isFalse();
                assertThat(again.welcome().getString("holder")).isEqualTo("agent");
                assertThat(again.next("said", f -> f.getLong("seq") == kept).getString("id"))
                        .isEqualTo("m1");
                again.send("say", "id", "m2", "text", "this is lost");
                assertThat(again.next("accepted").getLong("seq")).isGreaterThan(lost);
                ana.next("said", f -> "m2".equals(f.getString("id")));
                ana.send("say", "conversation", id, "id", "a2", "text", "now I see it");
                again.next("said", f -> "a2".equals(f.getString("id")));
                assertThat(texts(again))
                        .containsSubsequence("this is kept", "this is lost", "now I see it")
                        .doesNotContain("and so is this");
            }
            assertThat(ana.isClosed()).isFalse();
        }
    }

    @Test
    void a_lost_assignment_is_taken_back_and_offered_again() {
        try (Peer ana = agent();
                Peer kim = customer(new JsonObject())) {
            kim.send("human", "id", "h1");
            JsonObject offer = ana.next("offer");
            String id = offer.getString("conversation");
            OlderCopy copy = OlderCopy.ofConversation(redis.uri(), id);
            ana.send("accept", "offer", offer.getString("offer"));
            ana.next("assigned");
            long seen =
                    kim.next("holder", f -> "agent".equals(f.getString("holder"))).getLong("seq");
            copy.restore();

            assertThat(ana.next("released").getString("why")).isEqualTo("history-lost");
            assertThat(kim.closeCode()).isEqualTo(1012);
            ana.send("accept", "offer", offerAfter(offer.getString("offer"), ana));
            ana.next("assigned");
            var hello = new JsonObject().put("conversation", id).put("after", seen);
            try (Peer again = customer(hello)) {
                assertThat(again.welcome().getBoolean("resumed")).isFalse();
                again.next("holder", f -> "agent".equals(f.getString("holder")));
                ana.send("say", "conversation", id, "id", "a1", "text", "here I am");
                again.next("said", f -> "a1".equals(f.getString("id")));
            }
        }
    }

    /// The pool offers it, and the conversation's node takes it back: either may come first.
    private static String offerAfter(String first, Peer ana) {
        return ana.all().stream()
                .filter(f -> "offer".equals(f.getString("type")))
                .map(f -> f.getString("offer"))
                .filter(offer -> !offer.equals(first))
                .findFirst()
                .orElseGet(() -> ana.next("offer").getString("offer"));
    }

    @Test
    void who_had_closed_it_has_it_again_where_the_store_knows_of_no_closing() {
        try (Peer ana = agent();
                Peer kim = customer(new JsonObject())) {
            String id = takes(ana, kim);
            OlderCopy copy = OlderCopy.ofConversation(redis.uri(), id);
            ana.send("close", "conversation", id, "disposition", "solved");
            ana.next("released");
            long seen =
                    kim.next("holder", f -> "closed".equals(f.getString("holder"))).getLong("seq");
            copy.restore();

            assertThat(kim.closeCode()).isEqualTo(1012);
            assertThat(ana.next("assigned").getString("conversation")).isEqualTo(id);
            var hello = new JsonObject().put("conversation", id).put("after", seen);
            try (Peer again = customer(hello)) {
                assertThat(again.welcome().getBoolean("resumed")).isFalse();
                again.send("say", "id", "m1", "text", "still there?");
                ana.next("said", f -> "m1".equals(f.getString("id")));
            }
        }
    }

    private static String takes(Peer agent, Peer customer) {
        customer.send("human", "id", "h1");
        agent.send("accept", "offer", agent.next("offer").getString("offer"));
        customer.next("holder", f -> "agent".equals(f.getString("holder")));
        return agent.next("assigned").getString("conversation");
    }

    private Peer customer(JsonObject hello) {
        return Peer.open(a.port(), "/chat", a.customer("kim", "en"), hello);
    }

    private Peer agent() {
        Peer ana = Peer.open(b.port(), "/seat", b.agent("ana", 2, "en"));
        ana.send("presence", "state", "available");
        return ana;
    }

    private static List<String> texts(Peer peer) {
        return peer.all("said").stream().map(f -> f.getString("text")).toList();
    }
}
