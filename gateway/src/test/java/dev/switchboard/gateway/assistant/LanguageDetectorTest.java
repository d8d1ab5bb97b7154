package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Content;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final Set<String> LANGUAGES = Set.of("en", "sv", "de", "es", "ar");
    private static final LanguageDetector DETECTOR = LanguageDetector.of(Content.CONFIG, LANGUAGES);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | Hej, jag behöver hjälp med min faktura",
                "sv | var är mitt paket",
                "de | Hallo, ich brauche Hilfe mit meiner Rechnung",
                "de | WO IST MEIN PAKET",
                "de | Mein Paket fehlt immer noch",
                "es | Hola, necesito ayuda con mi factura",
                "es | no recibí el paquete",
                "en | Hello, I need help with my invoice",
                "en | where is my order",
                "ar | أحتاج إلى مساعدة في فاتورتي"
            })
    void a_clear_sentence_decides_whatever_was_spoken_before(String language, String text) {
        for (String current : LANGUAGES) {
            assertThat(DETECTOR.detect(text, current)).isEqualTo(language);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "Ana",
                "iPhone 15",
                "iPhone 15 Pro Max",
                "Ana García López",
                "Samsung Galaxy S24 Ultra",
                "no",
                "ja",
                "hola",
                "min order",
                "12345",
                "",
                "🙂🙂🙂",
                "?!",
                "\uD800",
                "https://example.com/was/ist/das ana@example.com"
            })
    void what_is_no_sentence_changes_nothing(String text) {
        for (String current : LANGUAGES) {
            assertThat(DETECTOR.detect(text, current)).isEqualTo(current);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"نعم", "شكرًا", "iPhone الجديد لي"})
    void a_script_of_one_language_decides_at_once(String text) {
        assertThat(DETECTOR.detect(text, "sv")).isEqualTo("ar");
    }

    @Test
    void one_arabic_word_in_a_swedish_sentence_is_no_arabic() {
        assertThat(DETECTOR.detect("vad betyder ordet شكرًا på kvittot från er", "sv"))
                .isEqualTo("sv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void no_question_is_taken_for_a_third_language(String language) {
        for (Labelled question : Labelled.read("questions/" + language + ".tsv")) {
            for (String current : LANGUAGES) {
                assertThat(DETECTOR.detect(question.text(), current))
                        .as(question.text())
                        .isIn(language, current);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void nine_of_ten_questions_switch_to_their_language(String language) {
        var questions =
                Labelled.read("questions/" + language + ".tsv").stream()
                        .filter(question -> !question.label().equals("-"))
                        .toList();
        String other = language.equals("en") ? "sv" : "en";

        long switched =
                questions.stream()
                        .filter(question ->
                                DETECTOR.detect(question.text(), other).equals(language))
                        .count();

        assertThat(switched).isGreaterThanOrEqualTo(questions.size() * 9L / 10);
    }

    @Test
    void only_the_languages_given_are_detected() {
        LanguageDetector two = LanguageDetector.of(Content.CONFIG, Set.of("en", "sv"));

        assertThat(two.detect("أحتاج إلى مساعدة", "sv")).isEqualTo("sv");
        assertThat(two.detect("Where is the parcel that I ordered", "sv")).isEqualTo("en");
    }

    @Test
    void a_single_language_is_never_left() {
        assertThat(
                        LanguageDetector.of(Content.CONFIG, Set.of("en"))
                                .detect("var är mitt paket", "en"))
                .isEqualTo("en");
    }

    @Test
    void the_answer_is_a_primary_tag() {
        assertThat(DETECTOR.detect("ok", "sv-SE")).isEqualTo("sv");
        assertThat(DETECTOR.detect("ok", "nn-NO")).isEqualTo("nb");
    }

    @Test
    void a_language_of_ones_own_is_known_by_its_sample() {
        var samples = new LanguageSamples(Content.CONFIG, Set.of("en", "es")).texts();
        samples.put("eu", "Non dago nire paketea? Nire eskaera noiz iritsiko da jakin nahi dut.");

        var detector = new LanguageDetector(() -> Script.learn(samples));
        assertThat(detector.detect("noiz iritsiko da paketea", "en")).isEqualTo("eu");
    }

    @Test
    void what_is_kept_of_the_scripts_tells_as_what_was_learned() {
        var samples = new LanguageSamples(Content.CONFIG, Set.of("en", "sr", "el", "ja"));
        var learned = Script.learn(samples.texts());
        var kept = Script.read(ByteBuffer.wrap(Script.bytes(learned)));

        assertThat(kept.keySet()).isEqualTo(learned.keySet());
        learned.forEach((name, script) -> {
            var other = kept.get(name);
            assertThat(other.home()).isEqualTo(script.home());
            assertThat(other.model().languages()).isEqualTo(script.model().languages());
            for (String text :
                    List.of(" where is my parcel ", " где је пакет ", " gde je paket ")) {
                assertThat(other.model().likelihoods(text))
                        .isEqualTo(script.model().likelihoods(text));
            }
        });
    }

    @Test
    void warming_up_needs_no_customer() {
        DETECTOR.warmUp();

        assertThat(DETECTOR.detect("where is my order", "sv")).isEqualTo("en");
    }
}
