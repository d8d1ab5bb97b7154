package dev.switchboard.gateway.assistant.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.translation.TranslationMeters.Outcome;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.routing.conversation.Person;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model makes of a text is told only where it says the same.
class CheckTest {

    private static final LanguageDetector LANGUAGES =
            LanguageDetector.of(Content.CONFIG, List.of("en", "sv", "de", "ar", "ja"));

    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.of("SE"));

    private static Check check(String text, String from, String to) {
        return new Check(new Translator.Request(text, from, to, KIM), LANGUAGES);
    }

    private static Check.Verdict verdict(String text, String to, String answer) {
        return check(text, "sv", to).of(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jag betalade 1 250,00 kr den 3 december.|de|Ich habe am 3. Dezember 1.250,00 kr bezahlt.",
                "Den kommer om två veckor, inom 14 dagar.|en|It comes in two weeks, within 14 days.",
                "Beställning A-10234, klockan 14.30 imorgon|de|Bestellung A-10234, morgen um 14:30 Uhr",
                "Se https://lumo.example/sv/hjalp för mer.|en|See https://lumo.example/sv/hjalp for more.",
                "Paketet kommer den 3 december.|ar|ستصل الشحنة في ٣ ديسمبر.",
                "Paketet kommer den 3 december.|ja|荷物は12月3日に届きます。",
                "Rabatten är 15 % på <allt>|de|Der Rabatt beträgt 15 % auf <alles>",
            })
    void what_says_the_same_is_believed(String text, String to, String translation) {
        assertThat(verdict(text, to, "<translation>" + translation + "</translation>"))
                .isEqualTo(new Check.Verdict(Outcome.TRANSLATED, Optional.of(translation)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jag betalade 250 kr.|Ich habe 520 kr bezahlt.",
                "Jag betalade 250 kr.|Ich habe bezahlt.",
                "Jag har betalat.|Ich habe 250 kr bezahlt.",
                "Den 3 december kommer den.|Sie kommt am 4. Dezember.",
                "Se https://lumo.example/sv/hjalp för mer.|Siehe https://evil.example/sv/hjalp für mehr.",
                "Beställning A-10234 saknas.|Bestellung A-10243 fehlt.",
                "Skriv till ana@example.com nu.|Schreib jetzt an [email-2].",
                "Skriv till ana@example.com nu.|Schreib jetzt an uns.",
            })
    void what_loses_changes_or_invents_a_fact_is_not(String text, String translation) {
        assertThat(verdict(text, "de", "<translation>" + translation + "</translation>").outcome())
                .isEqualTo(Outcome.UNFAITHFUL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECLINED|<untranslated/>",
                "MALFORMED|Hallo, wo bleibt mein Paket?",
                "MALFORMED|<translation>Hallo, wo bleibt",
                "MALFORMED|<translation> </translation>",
                "MALFORMED|Sure! <translation>Hallo</translation>",
                "SAME|<translation>Hej, var är mitt paket någonstans?</translation>",
                "LANGUAGE|<translation>Hej, jag undrar var paketet är nu.</translation>",
            })
    void what_is_none_is_not(Outcome outcome, String answer) {
        var verdict = verdict("Hej, var är mitt paket någonstans?", "de", answer);
        assertThat(verdict).isEqualTo(Check.Verdict.none(outcome));
    }

    @Test
    void an_answer_that_goes_on_and_on_is_no_translation() {
        Check check = check("Hej!", "sv", "de");
        assertThat(check.isPlausible(60)).isTrue();
        assertThat(check.isPlausible(1_000)).isFalse();
        assertThat(check.of("<translation>" + "Hallo ".repeat(40) + "</translation>").outcome())
                .isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void what_the_model_does_not_see_comes_back_as_it_was_written() {
        String text =
                "Kort 4111 1111 1111 1111, 811218-9876, ana@example.com eller +46 70 174 06 05, tack";
        Check check = check(text, "sv", "en");
        assertThat(check.shown())
                .isEqualTo("Kort [card-1], [national-id-1], [email-1] eller [phone-1], tack");
        assertThat(
                        check.of(
                                        "<translation>Card [card-1], [national-id-1], [email-1] or"
                                                + " [phone-1], thanks</translation>")
                                .text())
                .contains(
                        "Card 4111 1111 1111 1111, 811218-9876, ana@example.com or +46 70 174 06 05,"
                                + " thanks");
    }

    @Test
    void brackets_that_were_escaped_are_brackets_again_and_what_the_text_had_stays() {
        assertThat(
                        verdict(
                                        "Priset är < vad jag trodde",
                                        "en",
                                        "<translation>The price is &lt; what I thought</translation>")
                                .text())
                .contains("The price is < what I thought");
        assertThat(
                        verdict(
                                        "Ni skriver &lt; i mejlet",
                                        "en",
                                        "<translation>You write &lt; in the mail</translation>")
                                .text())
                .contains("You write &lt; in the mail");
    }
}
