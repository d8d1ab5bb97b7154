package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.kit.Content;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedModelSmallTalkTest {
    private static final List<String> LANGUAGES = Languages.SHIPPED;

    private final EmbeddedModelPhrases phrases = new EmbeddedModelPhrases(Content.words());

    /// Whatever was said before: a prompt with a proposal in it has no yes as its last message,
    /// since the gateway itself takes that one.
    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void a_yes_a_no_and_thanks_to_nothing_are_answered_politely_in_every_language(String language) {
        LanguageWords words = Content.words().get(language);
        LanguageWords.Phrases own = words.embedded();

        for (String yes : words.yes()) {
            assertThat(phrases.politely(language, yes))
                    .as(yes)
                    .hasValueSatisfying(said ->
                            assertThat(said)
                                    .isIn(
                                            own.yes(),
                                            own.acknowledgement(),
                                            own.greeting(),
                                            own.thanks(),
                                            own.farewell()));
        }
        for (String no : words.no()) {
            assertThat(phrases.politely(language, no + "!")).as(no).isPresent();
        }
        for (String thanks : words.thanks()) {
            assertThat(phrases.politely(language, thanks)).as(thanks).isPresent();
        }
        assertThat(words.yes().stream().flatMap(yes -> phrases.politely(language, yes).stream()))
                .contains(own.yes());
        assertThat(words.no().stream().flatMap(no -> phrases.politely(language, no).stream()))
                .contains(own.no());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | Ja tack! | Gärna. Vad gäller det?",
                "sv | nej tack, det var allt | Hej då, och ha en fin dag!",
                "en | Yes please | Gladly. What is it about?",
                "en | no thanks | All right. I am here if anything else comes up.",
                "en | no, that's all, thank you | Goodbye, and have a nice day!",
                "en | ok | Good. Is there anything else I can help you with?",
                "en | yes, thanks | You are welcome! Is there anything else I can help you with?",
                "de | nein danke, das war's | Tschüss und einen schönen Tag!",
                "de | 👍 | Gut. Kann ich sonst noch etwas für dich tun?",
                "ja | はい、お願いします。 | 承知しました。どのようなことでしょうか？",
                "sv | yes please | Gärna. Vad gäller det?",
            })
    void the_answer_fits_what_was_said(String language, String message, String answer) {
        assertThat(phrases.politely(language, message)).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do not cancel it, please",
                "yes but what does it cost",
                "no refund",
                "not now, cancel my order",
                "👎",
                "?!",
                ""
            })
    void what_asks_for_something_or_complains_is_no_small_talk(String message) {
        assertThat(phrases.politely("en", message)).isEmpty();
    }

    @Test
    void a_greeting_in_several_words_is_a_greeting() {
        assertThat(phrases.politely("sv", "hej hej")).contains("Hej! Vad kan jag hjälpa dig med?");
        assertThat(phrases.politely("sv", "hej hej då")).contains("Hej då, och ha en fin dag!");
    }
}
