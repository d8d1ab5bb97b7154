package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the gateway itself tells a customer who waits, once, on a node that may not lead the pool.
class NoticesStoryTest {

    private static final String NOBODY_ON =
            "Vårt team är inte på plats just nu. Du står i kön, och den första kollegan som blir ledig"
                    + " hjälper dig, kanske från ett annat land.";

    @TempDir Path data;
    private EmbeddedRedis redis;
    private TestGateway leader;
    private TestGateway node;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        leader = TestGateway.start(data.resolve("a"), redis.uri());
        awaitLead(leader);
        node = TestGateway.start(data.resolve("b"), redis.uri());
    }

    @AfterEach
    void stop() {
        leader.close();
        node.close();
        redis.stop();
    }

    @Test
    void who_asks_for_a_person_while_nobody_is_on_is_told_once_whoever_leads_the_pool() {
        try (var eye = new PoolEye(redis.uri());
                Peer kim = customer("kim", "sv-SE")) {
            String id = kim.welcome().getString("conversation");
            kim.send("human", "id", "h1");
            JsonObject said = kim.next("said");
            assertThat(said.getJsonObject("from").getString("kind")).isEqualTo("system");
            assertThat(said.getString("text")).isEqualTo(NOBODY_ON);
            assertThat(said.getString("language")).isEqualTo("sv");

            leader.close();
            awaitLead(node);
            // Whatever the new leader had to say was decided before the assignment.
            try (Peer ana = agent("ana", "sv")) {
                ana.send("presence", "state", "available");
                JsonObject offer = ana.next("offer");
                assertThat(offer.getBoolean("translation", false)).isFalse();
                ana.send("accept", "offer", offer.getString("offer"));
                kim.next("holder", f -> f.getString("holder").equals("agent"));
                ana.send("say", "conversation", id, "id", "a1", "text", "Hej!");
                kim.next("said", f -> "a1".equals(f.getString("id")));
            }
            assertThat(kim.all("said")).hasSize(2);
            assertThat(saidByTheGateway(eye, id)).containsExactly(NOBODY_ON);
        }
    }

    @Test
    void who_gets_an_agent_of_another_language_is_told_after_they_meet_and_so_is_the_agent() {
        try (var eye = new PoolEye(redis.uri());
                Peer bo = agent("Bo", "en");
                Peer kim = customer("kim", "sv-SE")) {
            bo.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            JsonObject offer = bo.next("offer");
            assertThat(offer.getBoolean("translation")).isTrue();
            bo.send("accept", "offer", offer.getString("offer"));

            kim.next("holder", f -> f.getString("holder").equals("agent"));
            JsonObject said = kim.next("said");
            assertThat(said.getJsonObject("from").getString("kind")).isEqualTo("system");
            assertThat(said.getString("text")).startsWith("Bo talar inte ditt språk");
            JsonObject assigned = bo.next("assigned");
            assertThat(assigned.getJsonArray("entries").encode()).contains(said.getString("text"));
            assertThat(saidByTheGateway(eye, assigned.getString("conversation")))
                    .containsExactly(said.getString("text"));
        }
    }

    @Test
    void who_was_to_be_passed_on_to_somebody_out_of_reach_is_told_and_goes_to_who_is_free() {
        try (Peer ana = agent("ana", "sv");
                Peer eva = agent("eva", "sv");
                Peer kim = customer("kim", "sv-SE")) {
            ana.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            ana.send("accept", "offer", ana.next("offer").getString("offer"));
            String id = ana.next("assigned").getString("conversation");
            ana.send("transfer", "conversation", id, "to", new JsonObject().put("skill", "fraud"));

            JsonObject said = kim.next("said");
            assertThat(said.getJsonObject("from").getString("kind")).isEqualTo("system");
            assertThat(said.getString("text")).startsWith("Kollegan som vi ville koppla dig till");
            eva.send("presence", "state", "available");
            assertThat(eva.next("offer").getString("conversation")).isEqualTo(id);
            assertThat(kim.all("said")).hasSize(1);
        }
    }

    private static List<String> saidByTheGateway(PoolEye eye, String conversation) {
        return eye.get(() -> eye.conversations().entriesAfter(conversation, 0, 100)).stream()
                .filter(e ->
                        e.event() instanceof Said said && said.from() instanceof Author.Gateway)
                .map(e -> ((Said) e.event()).text())
                .toList();
    }

    private Peer customer(String sub, String locale) {
        return Peer.open(node.port(), "/chat", node.customer(sub, locale));
    }

    private Peer agent(String sub, String language) {
        return Peer.open(node.port(), "/seat", node.agent(sub, 2, language));
    }

    private static void awaitLead(TestGateway node) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!node.get("/metrics").body().contains("switchboard_pool_leads 1.0")) {
            assertThat(System.nanoTime()).as("leads in time").isLessThan(deadline);
        }
    }
}
