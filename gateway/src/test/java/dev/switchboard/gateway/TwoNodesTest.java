package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.ConfigDir;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.routing.pool.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two whole nodes on one Redis: who is on which makes no difference to anybody.
@Tag("long")
class TwoNodesTest {

    @TempDir Path data;
    private EmbeddedRedis redis;
    private TestGateway a;
    private TestGateway b;
    private String[] settings;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        settings =
                new String[] {
                    "model.embedded.first-token-ms=20",
                    "model.embedded.tokens-per-second=60",
                    "pool.lease=2s",
                    "cluster.lease=2s",
                    ConfigDir.with(data.resolve("config"), "seat-grace: 8s")
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
    void a_customer_and_an_agent_on_two_nodes_meet_talk_and_part() {
        for (List<TestGateway> way : List.of(List.of(a, b), List.of(b, a))) {
            String tag = way.getFirst() == a ? "one" : "two";
            try (Peer mia = customer(way.getFirst(), "mia" + tag, "eu");
                    Peer ana = agent(way.getLast(), "ana" + tag, 1, "eu")) {
                ana.send("presence", "state", "available");
                mia.send("human", "id", "h1");
                ana.send("accept", "offer", ana.next("offer").getString("offer"));
                String id = ana.next("assigned").getString("conversation");
                mia.next("holder", f -> f.getString("holder").equals("agent"));
                ana.send("say", "conversation", id, "id", "a1", "text", "This is Ana");
                ana.next("accepted");
                assertThat(mia.next("said").getString("text")).isEqualTo("This is Ana");
                mia.send("say", "id", "m1", "text", "Thank you");
                mia.next("accepted");
                assertThat(ana.next("said", f -> "m1".equals(f.getString("id"))).getString("text"))
                        .isEqualTo("Thank you");
                mia.send("typing");
                assertThat(ana.next("typing").getString("conversation")).isEqualTo(id);
                ana.send("read", "conversation", id, "seq", 3);
                assertThat(mia.next("read").getJsonObject("from").getString("name"))
                        .isEqualTo("ana" + tag);
                ana.send("return", "conversation", id);
                assertThat(ana.next("released").getString("why")).isEqualTo("return");
                mia.next("holder", f -> f.getString("holder").equals("assistant"));
                mia.send("say", "id", "m2", "text", "How do I return an item I bought?");
                mia.next("turn", f -> f.getString("state").equals("completed"));
                assertThat(mia.isClosed()).isFalse();
                ana.send("presence", "state", "away");
            }
        }
    }

    @Test
    void a_transfer_between_agents_of_two_nodes_keeps_the_customers_socket() {
        try (Peer hal = customer(a, "hal", "en");
                Peer fay = agent(a, "fay", 1, "en");
                Peer gus = agent(b, "gus", 1, "en")) {
            fay.send("presence", "state", "available");
            hal.send("human", "id", "h1");
            fay.send("accept", "offer", fay.next("offer").getString("offer"));
            String id = fay.next("assigned").getString("conversation");
            gus.send("presence", "state", "available");
            fay.send(
                    "transfer",
                    "conversation",
                    id,
                    "to",
                    new JsonObject().put("agent", "gus"),
                    "note",
                    "knows disputes");
            assertThat(fay.next("released").getString("why")).isEqualTo("transfer");
            gus.send("accept", "offer", gus.next("offer").getString("offer"));
            assertThat(gus.next("assigned").getJsonArray("entries").encode())
                    .contains("knows disputes");
            hal.next(
                    "holder",
                    f ->
                            f.getString("holder").equals("agent")
                                    && f.getJsonObject("agent").getString("name").equals("gus"));
            gus.send("close", "conversation", id, "disposition", "solved");
            hal.next("holder", f -> f.getString("holder").equals("closed"));
        }
    }

    @Test
    void a_seat_that_connects_on_another_node_replaces_its_older_socket() {
        try (Peer old = agent(a, "ada", 2, "is");
                Peer ben = customer(a, "ben", "is")) {
            old.send("presence", "state", "available");
            ben.send("human", "id", "h1");
            old.send("accept", "offer", old.next("offer").getString("offer"));
            String id = old.next("assigned").getString("conversation");
            try (Peer fresh = agent(b, "ada", 2, "is")) {
                assertThat(old.closeCode()).isEqualTo(4409);
                assertThat(fresh.welcome().getJsonArray("conversations"))
                        .isEqualTo(new JsonArray().add(id));
                assertThat(fresh.next("assigned").getString("conversation")).isEqualTo(id);
                fresh.send("say", "conversation", id, "id", "a1", "text", "on the other node");
                assertThat(ben.next("said").getString("text")).isEqualTo("on the other node");
            }
        }
    }

    @Test
    void two_devices_of_one_person_on_two_nodes_see_the_same() {
        try (Peer phone = customer(a, "sam", "sv");
                Peer laptop = customer(b, "sam", "sv")) {
            phone.send("say", "id", "p1", "text", StoryTest.SWEDISH_REFUND);
            laptop.next("said", f -> "p1".equals(f.getString("id")));
            for (Peer peer : List.of(phone, laptop)) {
                JsonObject said = peer.next("said", f -> kind(f).equals("assistant"));
                peer.next("turn", f -> f.getString("state").equals("completed"));
                assertThat(deltas(peer)).isIn("", said.getString("text"));
            }
            laptop.send("say", "id", "l1", "text", StoryTest.SWEDISH_REFUND);
            for (Peer peer : List.of(phone, laptop)) {
                peer.next("said", f -> "l1".equals(f.getString("id")));
                JsonObject turn = peer.next("turn", f -> f.getString("state").equals("started"));
                peer.next("delta");
                JsonObject said = peer.next("said", f -> kind(f).equals("assistant"));
                assertThat(deltas(peer, turn.getString("turn"))).isEqualTo(said.getString("text"));
            }
            laptop.send("say", "id", "l2", "text", "I need a representative");
            phone.next("holder", f -> f.getString("holder").equals("queue"));
            phone.next("queue");
            laptop.next("queue");
            assertThat(seqs(laptop)).isEqualTo(seqs(phone));
        }
    }

    @Test
    void an_answer_goes_on_for_a_customer_who_comes_back_on_another_node() {
        Peer pia = customer(a, "pia", "sv");
        pia.send("say", "id", "m1", "text", StoryTest.SWEDISH_REFUND);
        long seen = pia.next("accepted").getLong("seq");
        pia.next("delta");
        pia.cut();
        try (Peer again =
                Peer.open(
                        b.port(),
                        "/chat",
                        b.customer("pia", "sv"),
                        new JsonObject().put("after", seen))) {
            assertThat(again.welcome().getBoolean("resumed")).isTrue();
            JsonObject said = again.next("said", f -> kind(f).equals("assistant"));
            assertThat(deltas(again)).isIn("", said.getString("text"));
            assertThat(again.all("turn")).noneMatch(f -> "restarted".equals(f.getString("state")));
        }
    }

    @Test
    void an_agent_whose_node_is_killed_goes_on_from_another() {
        try (NodeProcess doomed = doomed();
                Peer nia = customer(a, "nia", "ga");
                Peer bo = Peer.open(doomed.port(), "/seat", a.agent("bo", 1, "ga"))) {
            String id = takes(bo, nia);
            doomed.kill();
            try (Peer back = agent(b, "bo", 1, "ga")) {
                assertThat(back.next("assigned").getString("conversation")).isEqualTo(id);
                back.send("say", "conversation", id, "id", "a1", "text", "still here");
                assertThat(nia.next("said").getString("text")).isEqualTo("still here");
                assertThat(nia.all("holder")).hasSize(2);
            }
        }
    }

    @Test
    void conversations_of_a_killed_node_go_to_others_once_the_grace_is_over() {
        try (NodeProcess doomed = doomed();
                Peer nia = customer(a, "nia", "ga");
                Peer bo = Peer.open(doomed.port(), "/seat", a.agent("bo", 1, "ga"));
                Peer cy = agent(b, "cy", 1, "ga")) {
            String id = takes(bo, nia);
            cy.send("presence", "state", "available");
            doomed.kill();
            JsonObject offer = cy.next("offer");
            assertThat(offer.getString("conversation")).isEqualTo(id);
            assertThat(offer.getString("reason")).isEqualTo("agent-lost");
            cy.send("accept", "offer", offer.getString("offer"));
            cy.next("assigned");
            nia.next("holder", f -> "agent-lost".equals(f.getString("reason")));
            nia.next("holder", f -> f.getString("holder").equals("agent"));
        }
    }

    @Test
    void seats_of_a_node_that_slept_too_long_are_lost_and_come_back() {
        try (var eye = new PoolEye(redis.uri());
                NodeProcess sleeper = doomed();
                Peer nia = customer(a, "nia", "ga");
                Peer bo = Peer.open(sleeper.port(), "/seat", a.agent("bo", 1, "ga"))) {
            bo.send("presence", "state", "available");
            eye.once(pool -> pool.seat("bo").filter(Seat::open).isPresent());
            sleeper.pause();
            eye.once(pool -> pool.seat("bo").filter(seat -> !seat.link().up()).isPresent());
            sleeper.resume();
            String id = takes(bo, nia);
            bo.send("say", "conversation", id, "id", "a1", "text", "good morning");
            assertThat(nia.next("said").getString("text")).isEqualTo("good morning");
            nia.send("say", "id", "m1", "text", "good morning");
            bo.next("said", f -> "m1".equals(f.getString("id")));
        }
    }

    private NodeProcess doomed() {
        return NodeProcess.start(data.resolve("c"), redis.uri(), settings);
    }

    private static String takes(Peer agent, Peer customer) {
        agent.send("presence", "state", "available");
        customer.send("human", "id", "h1");
        agent.send("accept", "offer", agent.next("offer").getString("offer"));
        customer.next("holder", f -> f.getString("holder").equals("agent"));
        return agent.next("assigned").getString("conversation");
    }

    private static Peer customer(TestGateway node, String sub, String locale) {
        return Peer.open(node.port(), "/chat", node.customer(sub, locale));
    }

    private static Peer agent(TestGateway node, String sub, int capacity, String language) {
        return Peer.open(node.port(), "/seat", node.agent(sub, capacity, language));
    }

    private static String kind(JsonObject said) {
        return said.getJsonObject("from").getString("kind");
    }

    private static String deltas(Peer peer) {
        return peer.all("delta").stream()
                .map(f -> f.getString("text"))
                .collect(Collectors.joining());
    }

    private static String deltas(Peer peer, String turn) {
        return peer.all("delta").stream()
                .filter(f -> f.getString("turn").equals(turn))
                .map(f -> f.getString("text"))
                .collect(Collectors.joining());
    }

    private static List<Long> seqs(Peer peer) {
        return peer.all().stream()
                .filter(f -> f.getString("type").matches("said|holder"))
                .map(f -> f.getLong("seq"))
                .toList();
    }
}
