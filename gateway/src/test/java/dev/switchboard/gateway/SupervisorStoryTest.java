package dev.switchboard.gateway;

import static dev.switchboard.gateway.StoryTest.SWEDISH_REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supervisor listens, advises and steps in, and the customer never knows until then.
class SupervisorStoryTest {

    @TempDir Path data;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        data,
                        "model.embedded.first-token-ms=20",
                        "model.embedded.tokens-per-second=40",
                        "conversation.watched-max=2");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void who_watches_hears_the_answer_as_the_customer_sees_it() {
        try (Peer kim = customer("kim", "sv");
                Peer eve = supervisor("eve")) {
            String id = kim.welcome().getString("conversation");
            kim.send("say", "id", "m1", "text", SWEDISH_REFUND);
            kim.next("delta");
            eve.send("watch", "conversation", id);
            JsonObject watching = eve.next("watching");
            assertThat(watching.getString("holder")).isEqualTo("assistant");
            assertThat(watching.getString("language")).isEqualTo("sv");
            assertThat(watching.getJsonObject("customer").getString("locale")).isEqualTo("sv");
            assertThat(watching.getJsonArray("entries").encode()).contains("m1");
            JsonObject said = eve.next("said");
            assertThat(from(said)).isEqualTo("assistant");
            assertThat(said.getString("conversation")).isEqualTo(id);
            assertThat(deltas(eve)).isEqualTo(said.getString("text"));
            assertThat(eve.all("delta")).hasSizeGreaterThan(1);
            assertThat(eve.next("turn").getString("state")).isEqualTo("completed");
            kim.send("say", "id", "m2", "text", "How long does a refund take?");
            eve.next("said", f -> "m2".equals(f.getString("id")));
            assertThat(eve.next("turn").getString("state")).isEqualTo("started");
            eve.next("turn", f -> f.getString("state").equals("completed"));
            kim.send("typing");
            assertThat(from(eve.next("typing"))).isEqualTo("customer");
            assertThat(eve.all())
                    .filteredOn(f -> f.getString("type").matches("said|turn|delta|typing"))
                    .allMatch(f -> id.equals(f.getString("conversation")));
        }
    }

    @Test
    void the_customer_and_the_agent_do_not_notice_who_watches() {
        try (Peer ana = agent("ana");
                Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve")) {
            String id = held(ana, kim);
            eve.send("watch", "conversation", id);
            assertThat(eve.next("watching").getJsonObject("agent").getString("name"))
                    .isEqualTo("ana");
            int heard = kim.all().size();
            eve.send("typing", "conversation", id);
            eve.send("read", "conversation", id, "seq", 1);
            eve.send("say", "conversation", id, "id", "e1", "text", "hello");
            assertThat(eve.next("error").getString("code")).isEqualTo("not-holder");
            kim.send("ping");
            kim.next("pong");
            assertThat(kim.all()).hasSize(heard + 1);
            assertThat(ana.all("typing")).isEmpty();
            ana.send("note", "conversation", id, "id", "n1", "text", "checked");
            assertThat(eve.next("note").containsKey("whisper")).isFalse();
            ana.send("typing", "conversation", id);
            assertThat(from(eve.next("typing"))).isEqualTo("agent");
            kim.send("read", "seq", 3);
            assertThat(eve.next("read").getLong("seq")).isEqualTo(3);
        }
    }

    @Test
    void a_whisper_is_for_the_agent_who_holds_and_for_nobody_later() {
        try (Peer ana = agent("ana");
                Peer bo = agent("bo");
                Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve");
                Peer max = supervisor("max")) {
            String id = held(ana, kim);
            eve.send("watch", "conversation", id);
            eve.next("watching");
            max.send("watch", "conversation", id);
            max.next("watching");
            eve.send("whisper", "conversation", id, "id", "w1", "text", "offer shipping");
            assertThat(eve.next("accepted").getString("id")).isEqualTo("w1");
            for (Peer hears : List.of(ana, eve, max)) {
                JsonObject note = hears.next("note");
                assertThat(note.getBoolean("whisper")).isTrue();
                assertThat(note.getString("text")).isEqualTo("offer shipping");
                assertThat(note.getJsonObject("from").getString("name")).isEqualTo("eve");
            }
            eve.send("whisper", "conversation", id, "id", "w1", "text", "offer shipping");
            assertThat(eve.next("accepted").getString("id")).isEqualTo("w1");
            try (Peer again = agent("ana")) {
                assertThat(again.next("assigned").getJsonArray("entries").encode())
                        .as("to the same agent on another socket")
                        .contains("offer shipping");
                bo.send("presence", "state", "available");
                again.send(
                        "transfer", "conversation", id, "to", new JsonObject().put("agent", "bo"));
                bo.send("accept", "offer", bo.next("offer").getString("offer"));
                assertThat(bo.next("assigned").getJsonArray("entries").encode())
                        .contains("I need a representative")
                        .doesNotContain("offer shipping");
            }
            assertThat(ana.all("note")).hasSize(1);
            assertThat(kim.all().toString()).doesNotContain("offer shipping");
        }
    }

    @Test
    void nobody_hears_a_whisper_where_no_agent_holds() {
        try (Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve")) {
            String id = kim.welcome().getString("conversation");
            kim.send("say", "id", "m1", "text", "I need a representative");
            kim.next("holder");
            eve.send("whisper", "conversation", id, "id", "w1", "text", "psst");
            JsonObject error = eve.next("error");
            assertThat(error.getString("code")).isEqualTo("not-holder");
            assertThat(error.getString("id")).isEqualTo("w1");
        }
    }

    @Test
    void a_takeover_in_mid_answer_keeps_what_was_seen_and_silences_the_assistant() {
        try (Peer kim = customer("kim", "sv");
                Peer eve = supervisor("eve")) {
            String id = kim.welcome().getString("conversation");
            eve.send("presence", "state", "away");
            kim.send("say", "id", "m1", "text", SWEDISH_REFUND);
            kim.next("delta");
            kim.next("delta");
            eve.send("takeover", "conversation", id);
            JsonObject partial = kim.next("said", f -> from(f).equals("assistant"));
            assertThat(partial.getBoolean("interrupted")).isTrue();
            assertThat(deltas(kim)).isEqualTo(partial.getString("text"));
            assertThat(kim.next("turn").getString("state")).isEqualTo("interrupted");
            JsonObject holder = kim.next("holder");
            assertThat(holder.getString("reason")).isEqualTo("takeover");
            assertThat(holder.getJsonObject("agent").getString("name")).isEqualTo("eve");
            JsonObject assigned = eve.next("assigned");
            assertThat(assigned.getLong("epoch")).isEqualTo(holder.getLong("epoch"));
            assertThat(assigned.getJsonArray("entries").encode())
                    .contains(partial.getString("text"));
            eve.send("say", "conversation", id, "id", "e1", "text", "Eve here");
            assertThat(kim.next("said", f -> from(f).equals("agent")).getString("text"))
                    .isEqualTo("Eve here");
            eve.send("return", "conversation", id);
            assertThat(eve.next("released").getString("why")).isEqualTo("return");
            kim.send("say", "id", "m2", "text", "How long does a refund take?");
            kim.next("turn", f -> f.getString("state").equals("completed"));
            assertThat(kim.all("said")).filteredOn(f -> from(f).equals("assistant")).hasSize(2);
        }
    }

    @Test
    void a_takeover_from_the_queue_takes_the_offer_from_its_seat() {
        try (Peer ana = agent("ana");
                Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve")) {
            ana.send("presence", "state", "available");
            kim.send("say", "id", "m1", "text", "I need a representative");
            JsonObject offer = ana.next("offer");
            String id = offer.getString("conversation");
            eve.send("takeover", "conversation", id);
            eve.next("assigned");
            assertThat(ana.next("withdrawn").getString("why")).isEqualTo("taken");
            ana.send("accept", "offer", offer.getString("offer"));
            assertThat(ana.next("error").getString("code")).isEqualTo("gone");
            kim.next("holder", f -> "takeover".equals(f.getString("reason")));
        }
    }

    @Test
    void a_takeover_from_an_agent_releases_the_agent() {
        try (Peer ana = agent("ana");
                Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve")) {
            String id = held(ana, kim);
            eve.send("watch", "conversation", id);
            eve.next("watching");
            eve.send("takeover", "conversation", id);
            assertThat(ana.next("released").getString("why")).isEqualTo("takeover");
            assertThat(eve.next("assigned").getString("conversation")).isEqualTo(id);
            kim.next("holder", f -> "takeover".equals(f.getString("reason")));
            ana.send("say", "conversation", id, "id", "a9", "text", "me too");
            assertThat(ana.next("error").getString("code")).isEqualTo("not-holder");
            kim.send("say", "id", "m2", "text", "who is this?");
            assertThat(eve.next("said").getString("id")).isEqualTo("m2");
            eve.send("takeover", "conversation", id);
            eve.send("close", "conversation", id, "disposition", "solved");
            assertThat(eve.next("released").getString("why")).isEqualTo("ended");
            assertThat(eve.all("assigned")).as("twice is once").hasSize(1);
            assertThat(kim.isClosed()).isFalse();
        }
    }

    @Test
    void who_took_over_and_gave_back_still_watches_until_unwatch() {
        try (Peer kim = customer("kim", "en");
                Peer eve = supervisor("eve")) {
            String id = begun(kim);
            eve.send("watch", "conversation", id);
            eve.next("watching");
            eve.send("takeover", "conversation", id);
            eve.next("assigned");
            eve.send("return", "conversation", id);
            eve.next("released");
            kim.send("say", "id", "m2", "text", "I need a representative");
            assertThat(eve.next("said").getString("id")).isEqualTo("m2");
            eve.next("holder", f -> f.getString("holder").equals("queue"));
            eve.send("unwatch");
            settle(eve, id);
            kim.send("say", "id", "m3", "text", "hello?");
            kim.next("said", f -> "m3".equals(f.getString("id")));
            settle(eve, id);
            assertThat(eve.all("said")).noneMatch(f -> "m3".equals(f.getString("id")));
        }
    }

    @Test
    void only_supervisors_watch_whisper_and_take_over() {
        try (Peer ana = agent("ana");
                Peer kim = customer("kim", "en")) {
            String id = begun(kim);
            ana.send("watch", "conversation", id);
            ana.send("unwatch", "conversation", id);
            ana.send("whisper", "conversation", id, "id", "w1", "text", "psst");
            ana.send("takeover", "conversation", id);
            for (String type : List.of("watch", "unwatch", "whisper", "takeover")) {
                JsonObject error = ana.next("error");
                assertThat(error.getString("code")).isEqualTo("not-yours");
                assertThat(error.getString("message")).contains(type, "supervisor");
            }
            assertThat(ana.all("watching")).isEmpty();
            ana.send("token", "jwt", gateway.supervisor("ana"));
            assertThat(ana.next("error").getString("code")).isEqualTo("not-yours");
        }
    }

    @Test
    void there_must_be_something_to_watch_and_not_too_much() {
        try (Peer kim = customer("kim", "en");
                Peer lee = customer("lee", "en");
                Peer mia = customer("mia", "en");
                Peer eve = supervisor("eve")) {
            for (String none : List.of("no-such-thing", kim.welcome().getString("conversation"))) {
                eve.send("watch", "conversation", none);
                assertThat(eve.next("error").getString("code")).isEqualTo("gone");
                eve.send("takeover", "conversation", none);
                assertThat(eve.next("error").getString("code")).isEqualTo("gone");
            }
            eve.send("watch", "conversation", begun(kim));
            eve.next("watching");
            eve.send("watch", "conversation", begun(lee));
            eve.next("watching");
            String third = begun(mia);
            eve.send("watch", "conversation", third);
            assertThat(eve.next("error").getString("code")).isEqualTo("too-many");
            eve.send("unwatch", "conversation", kim.welcome().getString("conversation"));
            eve.send("watch", "conversation", third);
            assertThat(eve.next("watching").getString("conversation")).isEqualTo(third);
        }
    }

    @Test
    void an_agent_says_how_it_was_after_the_customer_ended_it() {
        try (Peer ana = agent("ana");
                Peer kim = customer("kim", "en")) {
            String id = held(ana, kim);
            kim.send("end", "id", "x1");
            assertThat(ana.next("released").getString("why")).isEqualTo("ended");
            ana.send("close", "conversation", id, "disposition", "solved", "tags", List.of("a"));
            ana.send("close", "conversation", id, "disposition", "solved");
            ana.send("say", "conversation", id, "id", "a9", "text", "bye");
            assertThat(ana.next("error").getString("code")).isEqualTo("closed");
            assertThat(ana.all("error")).hasSize(1);
            assertThat(kim.all("holder"))
                    .filteredOn(f -> f.getString("holder").equals("closed"))
                    .hasSize(1);
        }
    }

    /// Waits until all that was sent before has reached the conversation and come back: nobody
    /// holds it, so a whisper is refused there.
    private static void settle(Peer supervisor, String id) {
        supervisor.send("whisper", "conversation", id, "id", "w0", "text", "psst");
        assertThat(supervisor.next("error").getString("id")).isEqualTo("w0");
    }

    /// Begins a conversation, and has its answer.
    private static String begun(Peer kim) {
        kim.send("say", "id", "m1", "text", "How long does a refund take?");
        kim.next("turn", f -> f.getString("state").equals("completed"));
        return kim.welcome().getString("conversation");
    }

    /// Brings a customer and an agent together.
    private static String held(Peer agent, Peer customer) {
        agent.send("presence", "state", "available");
        customer.send("say", "id", "m1", "text", "I need a representative");
        agent.send("accept", "offer", agent.next("offer").getString("offer"));
        customer.next("holder", f -> f.getString("holder").equals("agent"));
        return agent.next("assigned").getString("conversation");
    }

    private Peer customer(String sub, String locale) {
        return Peer.open(gateway.port(), "/chat", gateway.customer(sub, locale));
    }

    private Peer agent(String sub) {
        return Peer.open(gateway.port(), "/seat", gateway.agent(sub, 3, "en"));
    }

    private Peer supervisor(String sub) {
        return Peer.open(gateway.port(), "/seat", gateway.supervisor(sub));
    }

    private static String from(JsonObject frame) {
        return frame.getJsonObject("from").getString("kind");
    }

    private static String deltas(Peer peer) {
        return peer.all("delta").stream()
                .map(f -> f.getString("text"))
                .collect(Collectors.joining());
    }
}
