package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.kit.TranslatingModel;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A Swedish customer and an agent who speaks none of it, on a whole node with a model that
/// translates a few sentences, some of them badly or never.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationStoryTest {

    private static final String ASKED = "Hej, var är min beställning 12345?";
    private static final String ASKED_DE = "Hallo, wo ist meine Bestellung 12345?";
    private static final String ANSWERED = "Guten Tag, das Paket kommt am 3. Dezember.";
    private static final String ANSWERED_SV = "God dag, paketet kommer den 3 december.";
    private static final String UNHEARD = "Jag väntar på svar sedan länge nu.";
    private static final String PAID = "Jag har betalat 250 kr redan, tycker jag.";
    private static final String CARD = "Mitt kort är 4111 1111 1111 1111, tycker jag.";

    /// What the model makes of a text; nothing where it does not answer.
    private static final Map<String, String> TRANSLATIONS =
            Map.of(
                    ASKED,
                    ASKED_DE,
                    ANSWERED,
                    ANSWERED_SV,
                    PAID,
                    "Ich glaube, ich habe schon 520 kr bezahlt.",
                    "Mitt kort är [card-1], tycker jag.",
                    "Ich glaube, meine Karte ist [card-1].",
                    "Hej, kan någon annan hjälpa mig nu?",
                    "Hello, can somebody else help me now?");

    private TranslatingModel model;
    private TestGateway node;

    @BeforeAll
    void start(@TempDir Path data) {
        model = new TranslatingModel(TRANSLATIONS);
        node =
                TestGateway.start(
                        data,
                        model.setting(),
                        "model.breaker.failures=1000",
                        "translation.timeout=4s");
    }

    @AfterAll
    void stop() {
        node.close();
        model.close();
    }

    /// A customer who has been given the agent.
    private final class Talk implements AutoCloseable {
        private final String name;
        private final Peer kim;
        private final Peer bo;
        private final String id;

        Talk(String name, String... languages) {
            this.name = name;
            kim = Peer.open(node.port(), "/chat", node.customer("kim-" + name, "sv-SE"));
            bo = agent(languages);
            id = kim.welcome().getString("conversation");
            bo.send("presence", "state", "available");
            kim.send("human", "id", "h1");
            JsonObject offer = bo.next("offer", f -> f.getString("conversation").equals(id));
            assertThat(offer.getBoolean("translation")).isTrue();
            bo.send("accept", "offer", offer.getString("offer"));
            bo.next("assigned", f -> f.getString("conversation").equals(id));
            kim.next("said", f -> f.getString("text").contains("översätts automatiskt"));
        }

        Peer agent(String... languages) {
            return Peer.open(node.port(), "/seat", node.agent("bo-" + name, 3, languages));
        }

        Peer device(JsonObject hello) {
            String token = node.customer("kim-" + name, "sv-SE");
            return Peer.open(node.port(), "/chat", token, hello.put("conversation", id));
        }

        void customerSays(String message, String text) {
            kim.send("say", "id", message, "text", text);
        }

        void agentSays(String message, String text) {
            bo.send("say", "conversation", id, "id", message, "text", text);
        }

        JsonObject said(Peer to, String message) {
            to.once(
                    message,
                    all ->
                            all.stream()
                                    .anyMatch(f ->
                                            f.getString("type").equals("said")
                                                    && message.equals(f.getString("id"))));
            return to.all("said").stream()
                    .filter(f -> message.equals(f.getString("id")))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() {
            kim.send("end", "id", "end");
            kim.next("holder", f -> f.getString("holder").equals("closed"));
            kim.close();
            bo.close();
        }
    }

    private long asked(String text) {
        return model.bodies().stream().filter(b -> b.contains(text)).count();
    }

    private static void assertUntranslated(JsonObject said, String text, String language) {
        assertThat(said.getString("text")).isEqualTo(text);
        assertThat(said.getString("language")).isEqualTo(language);
        assertThat(said.fieldNames()).doesNotContain("translatedFrom", "original");
    }

    private static void assertTranslated(
            JsonObject said, String text, String language, String original, String from) {
        assertThat(said.getString("text")).isEqualTo(text);
        assertThat(said.getString("language")).isEqualTo(language);
        assertThat(said.getString("translatedFrom")).isEqualTo(from);
        assertThat(said.getString("original")).isEqualTo(original);
    }

    @Test
    void each_reads_their_own_language_on_every_socket_and_the_model_the_customers() {
        try (var talk = new Talk("both", "de")) {
            talk.customerSays("m1", ASKED);
            assertTranslated(talk.said(talk.bo, "m1"), ASKED_DE, "de", ASKED, "sv");
            assertUntranslated(talk.said(talk.kim, "m1"), ASKED, "sv");

            talk.agentSays("a1", ANSWERED);
            assertTranslated(talk.said(talk.kim, "a1"), ANSWERED_SV, "sv", ANSWERED, "de");
            assertUntranslated(talk.said(talk.bo, "a1"), ANSWERED, "de");
            assertThat(talk.said(talk.kim, "a1").getLong("seq"))
                    .isEqualTo(talk.said(talk.bo, "a1").getLong("seq"));

            JsonObject first = talk.said(talk.kim, "m1");
            try (Peer resumed = talk.device(new JsonObject().put("after", first.getLong("seq")));
                    Peer second = talk.device(new JsonObject());
                    Peer boAgain = talk.agent("de");
                    Peer eve = Peer.open(node.port(), "/seat", node.supervisor("eve-both"))) {
                assertThat(talk.said(resumed, "a1")).isEqualTo(talk.said(talk.kim, "a1"));
                assertThat(talk.said(second, "m1")).isEqualTo(first);
                assertThat(talk.said(second, "a1")).isEqualTo(talk.said(talk.kim, "a1"));
                eve.send("watch", "conversation", talk.id);
                for (JsonObject shown : List.of(boAgain.next("assigned"), eve.next("watching"))) {
                    assertThat(shown.getJsonArray("entries"))
                            .contains(talk.said(talk.bo, "m1"), talk.said(talk.bo, "a1"));
                }
                boAgain.send("return", "conversation", talk.id);
                talk.kim.next("holder", f -> f.getString("holder").equals("assistant"));
                model.bodies().clear();
                talk.customerSays("m2", "Tack, och vad kostar frakten?");
                talk.kim.next("turn", f -> f.getString("state").equals("completed"));
                assertThat(model.bodies())
                        .anySatisfy(b -> assertThat(b).contains(ASKED, ANSWERED_SV))
                        .noneSatisfy(b -> assertThat(b).contains(ANSWERED));
            }
        }
    }

    @Test
    void what_is_sent_again_is_translated_once() {
        try (var talk = new Talk("again", "de")) {
            model.bodies().clear();
            talk.customerSays("m1", ASKED);
            JsonObject accepted = talk.kim.next("accepted", f -> "m1".equals(f.getString("id")));
            talk.customerSays("m1", ASKED);
            assertThat(talk.kim.next("accepted", f -> "m1".equals(f.getString("id"))))
                    .isEqualTo(accepted);
            assertThat(asked(ASKED)).isOne();
        }
    }

    @Test
    void what_is_not_translated_in_time_goes_on_as_it_was_written() {
        try (var talk = new Talk("late", "de")) {
            talk.customerSays("m1", UNHEARD);
            talk.customerSays("m2", ASKED);
            assertUntranslated(talk.said(talk.bo, "m1"), UNHEARD, "sv");
            assertThat(asked(UNHEARD)).isOne();
            assertTranslated(talk.said(talk.bo, "m2"), ASKED_DE, "de", ASKED, "sv");
            assertThat(talk.said(talk.bo, "m1").getLong("seq"))
                    .isLessThan(talk.said(talk.bo, "m2").getLong("seq"));
            assertThat(node.get("/metrics").body())
                    .containsPattern(
                            "switchboard_conversation_translation_seconds_count\\{outcome=\"late\"}"
                                    + " [1-9]");
        }
    }

    @Test
    void a_translation_that_changes_a_number_is_not_told() {
        try (var talk = new Talk("facts", "de")) {
            talk.customerSays("m1", PAID);
            assertUntranslated(talk.said(talk.bo, "m1"), PAID, "sv");
            assertThat(asked(PAID)).isOne();
        }
    }

    @Test
    void the_agent_reads_a_private_number_and_the_model_does_not() {
        try (var talk = new Talk("card", "de")) {
            talk.customerSays("m1", CARD);
            assertTranslated(
                    talk.said(talk.bo, "m1"),
                    "Ich glaube, meine Karte ist 4111 1111 1111 1111.",
                    "de",
                    CARD,
                    "sv");
            assertThat(asked("4111")).isZero();
        }
    }

    @Test
    void whoever_writes_what_the_other_reads_is_not_translated() {
        String german = "Können wir das bitte alles auf Deutsch besprechen?";
        String swedish = "Hej, jag kan lite svenska och hjälper dig gärna med paketet.";
        try (var talk = new Talk("same", "de", "en")) {
            talk.agentSays("a1", swedish);
            assertUntranslated(talk.said(talk.kim, "a1"), swedish, "sv");
            talk.customerSays("m1", german);
            assertUntranslated(talk.said(talk.bo, "m1"), german, "de");
            talk.agentSays("a2", ANSWERED);
            assertUntranslated(talk.said(talk.kim, "a2"), ANSWERED, "de");
            assertThat(asked(german) + asked(swedish)).isZero();
        }
    }

    @Test
    void who_takes_over_is_translated_for_too_and_the_customer_is_told() {
        try (var talk = new Talk("taken", "de");
                Peer eve = Peer.open(node.port(), "/seat", node.supervisor("eve"))) {
            eve.send("takeover", "conversation", talk.id);
            JsonObject told =
                    talk.kim.next(
                            "said",
                            f -> f.getJsonObject("from").getString("kind").equals("system"));
            assertThat(told.getString("text")).startsWith("eve skriver på ett annat språk");
            talk.customerSays("m1", "Hej, kan någon annan hjälpa mig nu?");
            assertTranslated(
                    talk.said(eve, "m1"),
                    "Hello, can somebody else help me now?",
                    "en",
                    "Hej, kan någon annan hjälpa mig nu?",
                    "sv");
        }
    }
}
