package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job over real sockets, a real Redis and real HTTP to the embedded model.
class StoryTest {

    @TempDir Path data;

    /// What keeps the sockets.
    GatewayConfig.Connection.Transport transport() {
        return GatewayConfig.Connection.Transport.LEAN;
    }

    /// What its event loops wait with.
    GatewayConfig.Io io() {
        return GatewayConfig.Io.AUTO;
    }

    private TestGateway gateway;

    /// A node each: whoever waits in one test would be offered to the seats of the next.
    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        data,
                        transport(),
                        "io=" + io().name().toLowerCase(Locale.ROOT),
                        "model.embedded.first-token-ms=20",
                        "model.embedded.tokens-per-second=60",
                        "connection.hello-timeout=5s");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_answer_streams_and_its_deltas_add_up_to_the_entry() {
        try (Peer kim = customer("kim", "sv-SE")) {
            assertThat(kim.welcome().getString("holder")).isEqualTo("assistant");
            assertThat(kim.welcome().getString("language")).isEqualTo("sv");
            kim.send("say", "id", "m1", "text", SWEDISH_REFUND);
            long seq = kim.next("accepted").getLong("seq");
            JsonObject said = kim.next("said", f -> from(f).equals("assistant"));
            JsonObject turn = kim.next("turn", f -> f.getString("state").equals("completed"));
            assertThat(turn.getLong("seq")).isEqualTo(said.getLong("seq")).isGreaterThan(seq);
            assertThat(deltas(kim)).isEqualTo(said.getString("text"));
            assertThat(kim.all("delta")).hasSizeGreaterThan(3);
            assertThat(said.getString("language")).isEqualTo("sv");
            assertThat(said.getString("text")).containsIgnoringCase("återbetalning");
        }
    }

    @Test
    void short_questions_of_the_help_centre_are_answered_and_others_go_to_a_person() {
        for (String question :
                List.of(
                        "How long does a refund take?",
                        "Hur lång tid tar en återbetalning?",
                        "Wie lange dauert eine Rückerstattung?",
                        "¿Cuánto tarda un reembolso?")) {
            try (Peer una = customer("una" + question.hashCode(), "en")) {
                una.send("say", "id", "m1", "text", question);
                JsonObject said = una.next("said", f -> from(f).equals("assistant"));
                assertThat(said.getString("text")).as(question).isNotBlank();
            }
        }
        try (Peer ivo = customer("ivo", "en")) {
            ivo.send("say", "id", "m1", "text", "What is the capital of France?");
            JsonObject holder = ivo.next("holder");
            assertThat(holder.getString("holder")).isEqualTo("queue");
            assertThat(holder.getString("reason")).isEqualTo("ungrounded");
        }
    }

    @Test
    void the_same_question_is_answered_twice_and_the_third_time_goes_to_a_person() {
        try (Peer rut = customer("rut", "en")) {
            for (String question :
                    List.of("How long does a refund take?", "how long does a refund take??")) {
                rut.send("say", "id", "m" + question.length(), "text", question);
                rut.next("turn", f -> f.getString("state").equals("completed"));
            }
            rut.send("say", "id", "m3", "text", "So how long does a refund take?");
            assertThat(rut.next("holder").getString("reason")).isEqualTo("repeated");
        }
    }

    @Test
    void a_message_sent_again_is_accepted_again_and_stored_once() {
        try (Peer lee = customer("lee", "en")) {
            lee.send("say", "id", "m1", "text", "I need a representative");
            long first = lee.next("accepted").getLong("seq");
            lee.send("say", "id", "m1", "text", "I need a representative");
            assertThat(lee.next("accepted").getLong("seq")).isEqualTo(first);
            lee.send("say", "id", "m2", "text", "hello?");
            lee.next("said", f -> "m2".equals(f.getString("id")));
            assertThat(lee.all("said")).extracting(f -> f.getString("id")).containsOnlyOnce("m1");
        }
    }

    @Test
    void a_person_takes_over_on_the_same_socket_and_gives_it_back() {
        try (Peer ana = agent("ana", 3, "eu");
                Peer mia = customer("mia", "eu-ES")) {
            ana.send("presence", "state", "available");
            mia.send("human", "id", "h1");
            assertThat(mia.next("holder").getString("holder")).isEqualTo("queue");
            JsonObject offer = ana.next("offer");
            assertThat(offer.getString("reason")).isEqualTo("direct-request");
            ana.send("accept", "offer", offer.getString("offer"));
            JsonObject assigned = ana.next("assigned");
            String id = assigned.getString("conversation");
            JsonObject holder = mia.next("holder", f -> f.getString("holder").equals("agent"));
            assertThat(holder.getJsonObject("agent").getString("name")).isEqualTo("ana");
            ana.send("say", "conversation", id, "id", "a1", "text", "This is Ana");
            assertThat(mia.next("said").getString("text")).isEqualTo("This is Ana");
            ana.send("note", "conversation", id, "id", "n1", "text", "checked");
            assertThat(ana.next("note").getString("text")).isEqualTo("checked");
            mia.send("say", "id", "m2", "text", "Thank you");
            assertThat(ana.next("said").getString("text")).isEqualTo("Thank you");
            ana.send("return", "conversation", id);
            assertThat(ana.next("released").getString("why")).isEqualTo("return");
            mia.next("holder", f -> f.getString("holder").equals("assistant"));
            ana.send("say", "conversation", id, "id", "a2", "text", "still me");
            assertThat(ana.next("error").getString("code")).isEqualTo("not-holder");
            mia.send("end", "id", "e1");
            mia.next("holder", f -> f.getString("holder").equals("closed"));
            assertThat(mia.all("note")).isEmpty();
            assertThat(mia.isClosed()).isFalse();
        }
    }

    @Test
    void a_declined_offer_goes_to_another_seat() {
        try (Peer first = agent("bo", 1, "ga");
                Peer nia = customer("nia", "ga")) {
            first.send("presence", "state", "available");
            nia.send("human", "id", "h1");
            String declined = first.next("offer").getString("offer");
            first.send("decline", "offer", declined);
            try (Peer second = agent("cy", 1, "ga")) {
                second.send("presence", "state", "available");
                JsonObject offer = second.next("offer");
                second.send("accept", "offer", offer.getString("offer"));
                second.next("assigned");
                nia.next("holder", f -> f.getString("holder").equals("agent"));
                first.send("accept", "offer", declined);
                assertThat(first.next("error").getString("code")).isEqualTo("gone");
            }
        }
    }

    @Test
    void an_agent_who_goes_away_leaves_the_conversation_to_the_queue() {
        try (Peer dee = agent("dee", 1, "mt");
                Peer ola = customer("ola", "mt")) {
            dee.send("presence", "state", "available");
            ola.send("human", "id", "h1");
            dee.send("accept", "offer", dee.next("offer").getString("offer"));
            dee.next("assigned");
            dee.send("presence", "state", "away");
            assertThat(dee.next("released").getString("why")).isEqualTo("agent-lost");
            ola.next("holder", f -> "agent-lost".equals(f.getString("reason")));
            try (Peer eve = agent("eve", 1, "mt")) {
                eve.send("presence", "state", "available");
                assertThat(eve.next("offer").getString("reason")).isEqualTo("agent-lost");
            }
        }
    }

    @Test
    void a_transfer_goes_to_the_agent_named_with_the_note_and_the_transcript() {
        try (Peer fay = agent("fay", 1, "en");
                Peer gus = agent("gus", 1, "en");
                Peer hal = customer("hal", "en")) {
            fay.send("presence", "state", "available");
            hal.send("say", "id", "m1", "text", "I need a representative");
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
            JsonObject offer = gus.next("offer");
            assertThat(offer.getString("reason")).isEqualTo("transfer");
            gus.send("accept", "offer", offer.getString("offer"));
            assertThat(gus.next("assigned").getJsonArray("entries").encode())
                    .contains("I need a representative", "knows disputes");
            gus.send("close", "conversation", id, "disposition", "solved");
            hal.next("holder", f -> f.getString("holder").equals("closed"));
            hal.send("say", "id", "m2", "text", "one more thing");
            assertThat(hal.next("error").getString("code")).isEqualTo("closed");
            hal.send("rate", "id", "r1", "score", 5);
            hal.next("accepted");
            hal.send("hello");
            assertThat(hal.next("welcome").getString("conversation")).isNotEqualTo(id);
        }
    }

    @Test
    void a_socket_lost_in_mid_answer_misses_nothing() {
        Peer pia = customer("pia", "sv");
        pia.send("say", "id", "m1", "text", SWEDISH_REFUND);
        long seen = pia.next("accepted").getLong("seq");
        pia.next("delta");
        pia.cut();
        try (Peer again =
                Peer.open(
                        gateway.port(),
                        "/chat",
                        gateway.customer("pia", "sv"),
                        new JsonObject().put("after", seen))) {
            assertThat(again.welcome().getBoolean("resumed")).isTrue();
            JsonObject said = again.next("said", f -> from(f).equals("assistant"));
            assertThat(deltas(again)).isIn("", said.getString("text"));
            assertThat(again.all("said")).extracting(f -> f.getLong("seq")).doesNotHaveDuplicates();
            assertThat(again.all("said")).noneMatch(f -> f.getLong("seq") <= seen);
        }
    }

    @Test
    void a_request_for_a_person_in_mid_answer_records_what_was_seen() {
        try (Peer rut = customer("rut", "sv")) {
            rut.send("say", "id", "m1", "text", SWEDISH_REFUND);
            rut.next("delta");
            rut.next("delta");
            rut.send("human", "id", "h1");
            rut.next("holder", f -> f.getString("holder").equals("queue"));
            JsonObject partial =
                    rut.all("said").stream()
                            .filter(f -> from(f).equals("assistant"))
                            .findFirst()
                            .orElseThrow();
            assertThat(partial.getBoolean("interrupted")).isTrue();
            assertThat(deltas(rut)).isEqualTo(partial.getString("text"));
        }
    }

    @Test
    void two_devices_of_one_person_see_the_same_entries() {
        try (Peer phone = customer("sam", "en");
                Peer laptop = customer("sam", "en")) {
            phone.send("say", "id", "p1", "text", "I need a representative");
            laptop.next("said", f -> "p1".equals(f.getString("id")));
            laptop.send("say", "id", "l1", "text", "from the laptop");
            phone.next("said", f -> "l1".equals(f.getString("id")));
            long last = laptop.next("said", f -> "l1".equals(f.getString("id"))).getLong("seq");
            // What the gateway says after that may have reached one of them only.
            assertThat(seqs(phone, last)).isEqualTo(seqs(laptop, last));
        }
    }

    @Test
    void bad_input_gets_a_clear_error_and_keeps_the_connection() {
        try (Peer tom = customer("tom", "en")) {
            tom.sendText("this is no JSON");
            assertThat(tom.next("error").getString("code")).isEqualTo("bad-frame");
            tom.send("say", "id", 7, "text", "x");
            assertThat(tom.next("error").getString("message")).contains("id");
            tom.send("sing", "song", "la");
            assertThat(tom.next("error").getString("code")).isEqualTo("unknown-type");
            tom.send("say", "id", "big", "text", "x".repeat(20 * 1024));
            assertThat(tom.next("error").getString("code")).isEqualTo("too-large");
            tom.send("ping");
            tom.next("pong");
            assertThat(tom.all("said")).isEmpty();
        }
    }

    @Test
    void a_binary_frame_ends_the_connection() {
        try (Peer uma = customer("uma", "en")) {
            uma.sendBinary(new byte[] {1, 2, 3});
            assertThat(uma.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void more_than_ten_bad_frames_a_minute_end_the_connection() {
        try (Peer val = customer("val", "en")) {
            for (int i = 0; i < 11; i++) {
                val.sendText("{");
            }
            assertThat(val.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void a_conversation_of_somebody_else_stays_theirs() {
        try (Peer wes = customer("wes", "en");
                Peer xia = customer("xia", "en")) {
            String theirs = wes.welcome().getString("conversation");
            xia.send("hello", "conversation", theirs, "after", 0);
            assertThat(xia.next("error").getString("code")).isEqualTo("not-yours");
            xia.send("hello");
            xia.next("welcome", f -> !f.getString("conversation").equals(theirs));
        }
    }

    @Test
    void only_good_tokens_open_a_door() {
        String expired =
                gateway.token(
                        new JsonObject()
                                .put("sub", "old")
                                .put("role", "customer")
                                .put("exp", 1000));
        for (String token : List.of(expired, "not.a.token", gateway.agent("zed", 1, "en"))) {
            assertThatThrownBy(() -> Peer.connect(gateway.port(), "/chat", token))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_silent_socket_is_closed() {
        try (Peer yan = Peer.connect(gateway.port(), "/chat", gateway.customer("yan", "en"))) {
            assertThat(yan.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void a_token_that_ends_ends_the_connection_unless_it_is_renewed() {
        long soon = System.currentTimeMillis() / 1000 + 3;
        var claims = new JsonObject().put("sub", "zoe").put("role", "customer").put("exp", soon);
        try (Peer kept = Peer.open(gateway.port(), "/chat", gateway.token(claims));
                Peer lost = Peer.open(gateway.port(), "/chat", gateway.token(claims))) {
            kept.send("token", "jwt", gateway.customer("somebody-else", "en"));
            assertThat(kept.next("error").getString("code")).isEqualTo("not-yours");
            kept.send("token", "jwt", gateway.customer("zoe", "en"));
            assertThat(lost.closeCode()).isEqualTo(4401);
            kept.send("ping");
            kept.next("pong");
        }
    }

    @Test
    void a_newer_connection_of_a_seat_replaces_the_older_and_keeps_its_conversations() {
        try (Peer old = agent("ada", 2, "is");
                Peer ben = customer("ben", "is")) {
            old.send("presence", "state", "available");
            ben.send("human", "id", "h1");
            old.send("accept", "offer", old.next("offer").getString("offer"));
            String id = old.next("assigned").getString("conversation");
            try (Peer fresh = agent("ada", 2, "is")) {
                assertThat(old.closeCode()).isEqualTo(4409);
                assertThat(fresh.welcome().getJsonArray("conversations"))
                        .isEqualTo(new JsonArray().add(id));
                assertThat(fresh.next("assigned").getString("conversation")).isEqualTo(id);
            }
        }
    }

    @Test
    void what_is_served_beside_the_sockets_answers() {
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/metrics").body())
                .contains(
                        "switchboard_sockets_customers", "switchboard_pool_waiting", "jvm_memory");
        assertThat(gateway.get("/").body()).contains("<html");
        assertThat(gateway.post("/demo/token", "[]").statusCode()).isEqualTo(400);
    }

    static final String SWEDISH_REFUND =
            "Jag returnerade min jacka för tre veckor sedan och har inte fått återbetalningen än";

    private Peer customer(String sub, String locale) {
        return Peer.open(gateway.port(), "/chat", gateway.customer(sub, locale));
    }

    private Peer agent(String sub, int capacity, String language) {
        return Peer.open(gateway.port(), "/seat", gateway.agent(sub, capacity, language));
    }

    private static String from(JsonObject frame) {
        return frame.getJsonObject("from").getString("kind");
    }

    private static String deltas(Peer peer) {
        return peer.all("delta").stream()
                .map(f -> f.getString("text"))
                .collect(Collectors.joining());
    }

    private static List<Long> seqs(Peer peer, long last) {
        return peer.all().stream()
                .filter(f -> f.getString("type").matches("said|holder"))
                .map(f -> f.getLong("seq"))
                .filter(seq -> seq <= last)
                .toList();
    }
}
