package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.switchboard.gateway.kit.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// How well all shipped languages are told apart, on questions that nothing is learned from. Prints
/// the figures of docs/assistant.md.
class LanguageEvaluationTest {

    private static final List<String> LANGUAGES = Languages.SHIPPED;
    private static final LanguageDetector DETECTOR = LanguageDetector.of(Content.CONFIG, LANGUAGES);
    private static final Map<String, List<String>> QUESTIONS = new LinkedHashMap<>();

    /// Those that a short sentence may be either of; the others are known in nine of ten.
    private static final Set<String> HARD = Set.of("da", "nb", "hr", "sr", "id", "ms");

    private record Outcome(int questions, int switched, int kept, int wrong) {
        double switchedShare() {
            return (double) switched / questions;
        }
    }

    @BeforeAll
    static void read() throws IOException {
        for (String language : LANGUAGES) {
            Map<String, List<String>> byArticle =
                    new YAMLMapper()
                            .readValue(
                                    Content.CONFIG
                                            .resolve("evals/search/" + language + ".yaml")
                                            .toFile(),
                                    new TypeReference<>() {});
            QUESTIONS.put(language, byArticle.values().stream().flatMap(List::stream).toList());
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void a_whole_question_switches_to_its_language(String language) {
        Outcome outcome = outcome(language, Integer.MAX_VALUE);

        assertThat(outcome.switchedShare())
                .as(outcome.toString())
                .isGreaterThanOrEqualTo(HARD.contains(language) ? 0.65 : 0.85);
        assertThat(outcome.wrong())
                .as(outcome.toString())
                .isLessThanOrEqualTo(HARD.contains(language) ? 4 : 2);
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void a_question_leaves_its_own_language_never_or_once(String language) {
        assertThat(
                        QUESTIONS.get(language).stream()
                                .filter(question ->
                                        !DETECTOR.detect(question, language).equals(language)))
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void a_word_a_name_or_a_link_changes_nothing(String language) {
        for (String text :
                List.of(
                        "ok",
                        "OK!",
                        "Ana García López",
                        "iPhone 15 Pro Max",
                        "Lumo",
                        "https://lumo.example/sv/hjalp",
                        "no",
                        "da",
                        "ja",
                        "si",
                        "12345",
                        "🙂",
                        "Samsung Galaxy S24 Ultra",
                        "info@lumo.example")) {
            assertThat(DETECTOR.detect(text, language)).as(text).isEqualTo(language);
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void one_short_word_of_another_language_changes_nothing(String language) {
        LanguageWords words = Content.words().get(language);
        boolean latin = words.yes().stream().allMatch(yes -> yes.chars().allMatch(c -> c < 0x250));
        if (latin) {
            for (String yes : words.yes()) {
                if (!yes.contains(" ")) {
                    assertThat(DETECTOR.detect(yes, "en")).as(yes).isEqualTo("en");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "el | ναι",
                "he | כן",
                "hi | हाँ",
                "bn | হ্যাঁ",
                "th | ค่ะ",
                "ko | 네",
            })
    void a_script_of_one_language_needs_no_sentence(String language, String text) {
        assertThat(DETECTOR.detect(text, "en")).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nb | Hvor er pakken min? Jeg har ikke fått den ennå",
                "da | Hvor er min pakke? Jeg har ikke fået den endnu",
                "sv | Var är mitt paket? Jag har inte fått det ännu",
                "cs | Kde je můj balík, ještě nepřišel",
                "sk | Kde je môj balík, ešte neprišiel",
                "sr | Где је мој пакет, још није стигао",
                "ru | Где моя посылка, она ещё не пришла",
                "uk | Де моя посилка, вона ще не прийшла",
                "bg | Къде е пратката ми, още не е дошла",
                "fa | بسته من کجاست، هنوز نرسیده است",
                "ur | میرا پارسل کہاں ہے، ابھی تک نہیں پہنچا",
                "ar | أين طردي، لم يصل حتى الآن",
                "ja | 荷物はどこですか、まだ届いていません",
                "zh | 我的包裹在哪里，还没有收到",
                "zh | 我的包裹在哪裡，還沒有收到",
                "vi | Gói hàng của tôi ở đâu, vẫn chưa nhận được",
                "tl | Nasaan na ang parcel ko, hindi pa dumarating",
            })
    void a_clear_sentence_is_known_from_every_other_language(String language, String text) {
        for (String current : LANGUAGES) {
            assertThat(DETECTOR.detect(text, current)).as("from " + current).isEqualTo(language);
        }
    }

    @Test
    void the_figures_are_printed() {
        StringBuilder table =
                new StringBuilder("| words | switched | kept | wrong |\n|---|---|---|---|\n");
        for (int words : new int[] {4, 6, 8, Integer.MAX_VALUE}) {
            int all = 0;
            int switched = 0;
            int kept = 0;
            for (String language : LANGUAGES) {
                Outcome outcome = outcome(language, words);
                all += outcome.questions();
                switched += outcome.switched();
                kept += outcome.kept();
            }
            table.append(
                    "| %s | %.1f %% | %.1f %% | %.1f %% |%n"
                            .formatted(
                                    words == Integer.MAX_VALUE ? "all" : "first " + words,
                                    100.0 * switched / all,
                                    100.0 * kept / all,
                                    100.0 * (all - switched - kept) / all));
            assertThat(switched).isGreaterThan(all * 9 / 10);
            assertThat(all - switched - kept).isLessThan(all * 2 / 100);
        }
        System.out.println(table);
    }

    /// What becomes of the questions of a language in a conversation in another.
    private static Outcome outcome(String language, int words) {
        String other = language.equals("en") ? "sv" : "en";
        int switched = 0;
        int kept = 0;
        List<String> questions = QUESTIONS.get(language);
        for (String question : questions) {
            String beginning =
                    Arrays.stream(question.split("\\s+"))
                            .limit(words)
                            .collect(Collectors.joining(" "));
            String detected = DETECTOR.detect(beginning, other);
            switched += detected.equals(language) ? 1 : 0;
            kept += detected.equals(other) ? 1 : 0;
        }
        return new Outcome(questions.size(), switched, kept, questions.size() - switched - kept);
    }
}
