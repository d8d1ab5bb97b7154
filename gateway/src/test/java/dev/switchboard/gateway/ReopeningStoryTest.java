package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Silence ends conversations, and a word begins them again, on a whole node and the clock on the
/// wall.
class ReopeningStoryTest {

    @TempDir Path data;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        data,
                        "model.embedded.first-token-ms=5",
                        "model.embedded.tokens-per-second=400",
                        "conversation.idle-close=2s",
                        "conversation.quiet=300ms");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_socket_that_stays_hears_the_end_and_begins_again_with_a_word() {
        try (Peer kim = customer("kim")) {
            ask(kim, "m1");
            JsonObject closed = kim.next("holder");
            assertThat(closed.getString("holder")).isEqualTo("closed");
            assertThat(closed.getString("reason")).isEqualTo("idle");
            kim.send("say", "id", "m2", "text", "How long does a refund take?");
            long accepted = kim.next("accepted").getLong("seq");
            JsonObject reopened = kim.nth("holder", 1);
            assertThat(reopened.getString("holder")).isEqualTo("assistant");
            assertThat(reopened.getString("reason")).isEqualTo("return");
            assertThat(reopened.getLong("epoch")).isEqualTo(closed.getLong("epoch") + 1);
            assertThat(reopened.getLong("seq")).isEqualTo(accepted - 1);
            kim.next("turn", f -> f.getString("state").equals("completed"));
        }
    }

    @Test
    void a_name_leads_back_to_what_silence_ended_and_no_name_to_a_new_one() {
        String id;
        try (Peer lee = customer("lee")) {
            ask(lee, "m1");
            lee.next("holder");
            id = lee.welcome().getString("conversation");
        }
        try (Peer fresh = customer("lee")) {
            assertThat(fresh.welcome().getString("conversation")).isNotEqualTo(id);
            assertThat(fresh.welcome().getString("holder")).isEqualTo("assistant");
        }
        try (Peer back =
                Peer.open(
                        gateway.port(),
                        "/chat",
                        gateway.customer("lee", "en"),
                        new JsonObject().put("conversation", id).put("after", 0))) {
            assertThat(back.welcome().getString("holder")).isEqualTo("closed");
            assertThat(back.welcome().getBoolean("resumed")).isTrue();
            back.send("human", "id", "h1");
            back.next("holder", f -> "return".equals(f.getString("reason")));
            assertThat(back.next("holder").getString("holder")).isEqualTo("queue");
        }
    }

    @Test
    void what_the_customer_ended_stays_ended() {
        try (Peer mia = customer("mia")) {
            ask(mia, "m1");
            mia.send("end", "id", "e1");
            assertThat(mia.next("holder").getString("reason")).isEqualTo("ended");
            mia.send("say", "id", "m2", "text", "one more thing");
            assertThat(mia.next("error").getString("code")).isEqualTo("closed");
        }
    }

    @Test
    void an_agent_whom_silence_released_says_how_it_was_and_the_customer_may_still_return() {
        try (Peer ana = Peer.open(gateway.port(), "/seat", gateway.agent("ana", 1, "en"));
                Peer nia = customer("nia")) {
            ana.send("presence", "state", "available");
            nia.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            String id = ana.next("assigned").getString("conversation");
            assertThat(ana.next("released").getString("why")).isEqualTo("idle");
            ana.send("close", "conversation", id, "disposition", "gone", "tags", List.of("idle"));
            nia.next("holder", f -> f.getString("holder").equals("closed"));
            nia.send("human", "id", "h2");
            assertThat(ana.next("offer").getString("conversation")).isEqualTo(id);
            assertThat(ana.all("error")).isEmpty();
        }
    }

    private static void ask(Peer customer, String id) {
        customer.send("say", "id", id, "text", "How long does a refund take?");
        customer.next("turn", f -> f.getString("state").equals("completed"));
    }

    private Peer customer(String sub) {
        return Peer.open(gateway.port(), "/chat", gateway.customer(sub, "en"));
    }
}
