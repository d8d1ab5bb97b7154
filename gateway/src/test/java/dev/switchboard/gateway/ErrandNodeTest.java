package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.ScriptedAccounts;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a customer has agreed to is done once, also where the node that was at it dies, and ends
/// with a person where it cannot be done.
@Tag("long")
class ErrandNodeTest {

    @TempDir Path data;
    private EmbeddedRedis redis;
    private ScriptedAccounts accounts;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        accounts = ScriptedAccounts.start();
    }

    @AfterEach
    void stop() {
        accounts.close();
        redis.stop();
    }

    @Test
    void a_node_that_dies_between_the_yes_and_the_result_leaves_exactly_one_change() {
        try (TestGateway survivor = TestGateway.start(data.resolve("a"), redis.uri(), settings());
                NodeProcess doomed =
                        NodeProcess.start(data.resolve("b"), redis.uri(), settings())) {
            String token = survivor.customer("pia", "en");
            Peer pia = Peer.open(doomed.port(), "/chat", token);
            proposed(pia);
            accounts.hold();
            pia.send("say", "id", "y1", "text", "yes");
            long seen = pia.next("accepted").getLong("seq");
            accounts.awaitHeld();
            doomed.kill();
            accounts.release();
            try (Peer again =
                    Peer.open(
                            survivor.port(), "/chat", token, new JsonObject().put("after", seen))) {
                JsonObject said = again.next("said", f -> kind(f).equals("assistant"));
                assertThat(said.getString("text")).startsWith("Done.");
            }
            assertThat(accounts.asked()).as("asked for again, under one key").hasSize(2);
            assertThat(accounts.asked()).containsOnly(accounts.asked().getFirst());
            assertThat(accounts.made()).isEqualTo(1);
        }
    }

    @Test
    void what_cannot_be_done_goes_to_a_person_who_is_told_what_it_was() {
        try (TestGateway node = TestGateway.start(data.resolve("a"), redis.uri(), settings());
                Peer ana = Peer.open(node.port(), "/seat", node.agent("ana", 1, "en"));
                Peer pia = Peer.open(node.port(), "/chat", node.customer("pia", "en"))) {
            ana.send("presence", "state", "available");
            proposed(pia);
            accounts.fail();
            pia.send("say", "id", "y1", "text", "yes");
            JsonObject offer = ana.next("offer");
            assertThat(offer.getString("reason")).isEqualTo("assistant-unavailable");
            assertThat(offer.getString("summary"))
                    .contains("not known whether it was done", "Shall I move the due date", "LM-1");
            assertThat(accounts.asked()).as("what changes something is not tried again").hasSize(1);
        }
    }

    @Test
    void terms_that_hold_no_longer_are_told_and_nothing_is_changed() {
        try (TestGateway node = TestGateway.start(data.resolve("a"), redis.uri(), settings());
                Peer pia = Peer.open(node.port(), "/chat", node.customer("pia", "en"))) {
            proposed(pia);
            accounts.refuse();
            pia.send("say", "id", "y1", "text", "yes");
            assertThat(pia.next("said", f -> kind(f).equals("assistant")).getString("text"))
                    .isEqualTo("That isn't possible any more. I have changed nothing.");
            assertThat(accounts.made()).isZero();
        }
    }

    private static void proposed(Peer peer) {
        peer.send("say", "id", "m1", "text", "Can I move my due date to later?");
        JsonObject said = peer.next("said", f -> kind(f).equals("assistant"));
        assertThat(said.getString("text")).startsWith("Shall I move the due date");
        peer.next("turn", f -> f.getString("state").equals("completed"));
    }

    private String[] settings() {
        return new String[] {
            "cluster.lease=2s",
            "pool.lease=2s",
            "cluster.look=200ms",
            "account.url=" + accounts.url(),
            "account.timeout=30s",
            "model.embedded.first-token-ms=5",
            "model.embedded.tokens-per-second=2000",
        };
    }

    private static String kind(JsonObject said) {
        return said.getJsonObject("from").getString("kind");
    }
}
