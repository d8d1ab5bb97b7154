package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.InvalidContent;
import dev.switchboard.routing.conversation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {

    private static final Triggers TRIGGERS = Triggers.load(Outside.TRIGGERS, List.of());

    @ParameterizedTest
    @CsvSource({
        "I NEED A REPRESENTATIVE!!!, en",
        "'  i need a   representative?… 🙏', en",
        "Ｉ need a representative, en-GB",
        "paseme con un agente, es",
        "Páseme con un agente, es",
        "أُريدُ التحدُّثَ مع مـوظـف, ar",
        "Jag vill prata med en manniska, sv",
        "хочу поговорить с оператором, ru",
        "thelo na miliso me anthropo, el"
    })
    void case_accents_script_and_punctuation_do_not_count(String text, String language) {
        assertThat(TRIGGERS.reason(text, language)).contains(Reason.DIRECT_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "I want to talk to a human, sv",
        "jag vill prata med en människa, en",
        "quiero hablar con una persona, tlh",
        "オペレーターにつないでください, de"
    })
    void people_ask_in_their_own_language_whatever_the_conversation_is_in(
            String text, String language) {
        assertThat(TRIGGERS.reason(text, language)).contains(Reason.DIRECT_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "my account was hacked and somebody ordered things, en, ACCOUNT_ACCESS",
        "I lost my job and cannot pay any more, en, DISTRESS",
        "my lawyer will contact you, en, LEGAL",
        "you charged me twice and I want it back, en, DISPUTE"
    })
    void other_reasons_are_told_apart(String text, String language, Reason reason) {
        assertThat(TRIGGERS.reason(text, language)).contains(reason);
    }

    @Test
    void who_plainly_asks_for_a_person_has_asked_for_one_whatever_it_is_about() {
        assertThat(TRIGGERS.reason("the fee is wrong, I want to speak to a human agent now", "en"))
                .contains(Reason.DIRECT_REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I want to die. Let me talk to a person| en",
                "Sometimes I think about ending it all, can I talk to someone| en",
                "Ich will nicht mehr leben, kann ich mit jemandem reden?| de",
                "a veces pienso en quitarme la vida, quiero hablar con alguien| es",
                "jag orkar inte leva längre, får jag prata med någon| sv"
            })
    void who_may_be_in_danger_comes_first(String text, String language) {
        assertThat(TRIGGERS.reason(text, language)).contains(Reason.DISTRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "🙂", "\uD800", "1234567890", "ok", "thanks"})
    void a_message_that_says_little_is_left_to_the_assistant(String text) {
        assertThat(TRIGGERS.reason(text, "en")).isEmpty();
    }

    @Test
    void the_request_is_found_at_the_end_of_a_long_message() {
        String story = "the parcel came late and the box was open, ".repeat(300);

        assertThat(TRIGGERS.reason(story, "en")).isEmpty();
        assertThat(TRIGGERS.reason(story + "so let me talk to a person", "en"))
                .contains(Reason.DIRECT_REQUEST);
    }

    @Test
    void a_handoff_promised_in_words_is_told_from_an_offer_of_one() {
        assertThat(TRIGGERS.promises("I am connecting you with one of my colleagues now.", "en"))
                .isTrue();
        assertThat(TRIGGERS.promises("Would you like to talk to a colleague?", "en")).isFalse();
        assertThat(TRIGGERS.promises("Your refund takes five days.", "en")).isFalse();
    }

    @Test
    void what_was_kept_tells_as_what_was_learned(@TempDir Path learned) {
        Triggers.load(Outside.TRIGGERS, List.of(), Optional.of(learned)).promises("x", "en");
        Triggers kept = Triggers.load(Outside.TRIGGERS, List.of(), Optional.of(learned));

        List.of("I need a representative", "jag vill prata med en människa", "where is my parcel")
                .forEach(text ->
                        assertThat(kept.reason(text, "en")).isEqualTo(TRIGGERS.reason(text, "en")));
    }

    @Test
    void a_file_that_has_changed_since_is_read_again(@TempDir Path dir, @TempDir Path learned)
            throws IOException {
        Path english = dir.resolve("en.yaml");
        Files.copy(Outside.TRIGGERS.resolve("en.yaml"), english);
        Triggers.load(dir, List.of(), Optional.of(learned)).promises("x", "en");
        Files.writeString(english, "\nrubbish: []\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Triggers.load(dir, List.of(), Optional.of(learned)))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("rubbish: not known here");
    }
}
