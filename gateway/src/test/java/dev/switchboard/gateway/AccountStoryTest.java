package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The assistant reads a customer's account and changes it after a yes, on a whole node: real
/// sockets, a real Redis, the embedded model and the embedded account service over HTTP.
class AccountStoryTest {

    private static final String LATER = "Can I move my due date to later?";

    @TempDir Path data;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                TestGateway.start(
                        data,
                        "model.embedded.first-token-ms=5",
                        "model.embedded.tokens-per-second=2000");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | GB | Where is my parcel? | You bought",
                "sv | SE | Var är mitt paket? | Du köpte",
                "de | DE | Wo ist mein Paket? | Du hast am",
                "es | ES | ¿Dónde está mi paquete? | ",
                "ar |    | أين طردي؟ | ",
            })
    void a_customer_hears_of_their_own_orders_in_their_language(
            String language, String market, String question, String words) {
        try (Peer kim = customer("kim" + language, language, market)) {
            String answer = ask(kim, "m1", question);
            assertThat(answer).containsPattern("LM-[0-9]{6}").contains(words == null ? "" : words);
        }
    }

    @Test
    void a_change_is_shown_and_made_after_a_yes() {
        try (Peer kim = customer("kim", "sv", "SE")) {
            String question = ask(kim, "m1", "Kan jag flytta mitt förfallodatum?");
            assertThat(question).startsWith("Ska jag flytta förfallodatumet").contains("ja");
            assertThat(ask(kim, "m2", "Ja tack!")).startsWith("Klart.");
            assertThat(ask(kim, "m3", "Kan jag flytta mitt förfallodatum?"))
                    .as("the next order's, for once per purchase is all")
                    .startsWith("Ska jag flytta")
                    .isNotEqualTo(question);
        }
    }

    @Test
    void a_no_changes_nothing_and_says_so() {
        try (Peer kim = customer("kim", "en", "GB")) {
            String question = ask(kim, "m1", LATER);
            assertThat(ask(kim, "m2", "No, thanks."))
                    .isEqualTo("All right, I have changed nothing.");
            assertThat(ask(kim, "m3", LATER)).isEqualTo(question);
        }
    }

    @Test
    void other_words_end_the_question_and_a_late_yes_does_nothing() {
        try (Peer kim = customer("kim", "en", "GB")) {
            ask(kim, "m1", LATER);
            assertThat(ask(kim, "m2", "Where is my parcel?")).contains("LM-");
            kim.send("say", "id", "m3", "text", "yes");
            kim.next("accepted", f -> "m3".equals(f.getString("id")));
            ended(kim);
            assertThat(kim.all("said")).noneMatch(f -> f.getString("text").startsWith("Done."));
        }
    }

    @Test
    void two_yeses_on_two_devices_do_it_once() {
        try (Peer phone = customer("kim", "en", "GB");
                Peer laptop = customer("kim", "en", "GB")) {
            ask(phone, "m1", LATER);
            laptop.next("said", f -> kind(f).equals("assistant"));
            phone.send("say", "id", "y1", "text", "yes");
            laptop.send("say", "id", "y2", "text", "yes");
            phone.once(
                    "it is done once",
                    frames ->
                            frames.stream()
                                            .filter(f -> "turn".equals(f.getString("type")))
                                            .filter(f -> "completed".equals(f.getString("state")))
                                            .count()
                                    >= 2);
            assertThat(phone.all("said"))
                    .filteredOn(f -> f.getString("text").startsWith("Done."))
                    .hasSize(1);
        }
    }

    @Test
    void a_person_in_between_is_told_what_was_offered_and_a_yes_does_nothing() {
        try (Peer ana = Peer.open(gateway.port(), "/seat", gateway.agent("ana", 1, "en"));
                Peer kim = customer("kim", "en", "GB")) {
            ana.send("presence", "state", "available");
            ask(kim, "m1", LATER);
            kim.send("human", "id", "h1");
            JsonObject offer = ana.next("offer");
            assertThat(offer.getString("summary"))
                    .contains("Asked: “" + LATER + "”")
                    .contains("Offered and not answered: Shall I move the due date")
                    .contains("Tried: ", "extend-due-date", "Customer: GB")
                    .containsPattern("Orders: LM-[0-9]{6}");
            ana.send("accept", "offer", offer.getString("offer"));
            // The model may have summed up by now.
            assertThat(ana.next("assigned").getString("summary"))
                    .contains(LATER, "Offered and not answered: Shall I move the due date")
                    .contains("Tried: ", "Customer: GB")
                    .containsPattern("Orders: LM-[0-9]{6}");
            kim.send("say", "id", "y1", "text", "yes");
            ana.next("said", f -> "y1".equals(f.getString("id")));
            assertThat(kim.all("said")).noneMatch(f -> f.getString("text").startsWith("Done."));
        }
    }

    @Test
    void nobody_can_be_named_but_oneself() {
        String order;
        try (Peer eve = customer("eve", "en", "GB")) {
            String own = ask(eve, "m1", LATER);
            order = own.replaceAll("(?s).*(LM-[0-9]{6}).*", "$1");
        }
        try (Peer kim = customer("kim", "en", "GB")) {
            kim.send("say", "id", "m1", "text", "Please report my return of order " + order);
            ended(kim);
            assertThat(kim.all("said"))
                    .noneMatch(f ->
                            kind(f).equals("assistant") && f.getString("text").contains(order));
        }
    }

    private static void ended(Peer peer) {
        peer.next("turn", f -> f.getString("state").matches("completed|interrupted"));
    }

    private String ask(Peer peer, String id, String text) {
        peer.send("say", "id", id, "text", text);
        peer.next("accepted", f -> id.equals(f.getString("id")));
        String answer = peer.next("said", f -> kind(f).equals("assistant")).getString("text");
        ended(peer);
        return answer;
    }

    private Peer customer(String sub, String locale, String market) {
        var claims = new JsonObject().put("sub", sub).put("role", "customer").put("locale", locale);
        if (market != null) {
            claims.put("market", market);
        }
        return Peer.open(gateway.port(), "/chat", gateway.token(claims));
    }

    private static String kind(JsonObject said) {
        return said.getJsonObject("from").getString("kind");
    }
}
