package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.kit.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class LanguageWordsTest {

    private static final List<String> LANGUAGES = Languages.SHIPPED;

    @TempDir private Path dir;

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void every_language_has_all_that_a_language_needs(String language) throws IOException {
        assertThat(Content.words()).containsKey(language);
        assertThat(Content.texts().languages()).contains(language);
        for (String file : List.of("triggers/%s.yaml", "evals/search/%s.yaml")) {
            assertThat(Content.CONFIG.resolve(file.formatted(language))).isRegularFile();
        }
        assertThat(Path.of("src/main/resources/webroot/assets/strings").resolve(language + ".js"))
                .isRegularFile();
        try (Stream<Path> articles =
                Files.list(Content.CONFIG.resolve("help-center").resolve(language))) {
            assertThat(articles.map(file -> file.getFileName().toString()))
                    .contains(
                            "pay-later.md",
                            "split-payment.md",
                            "extend-due-date.md",
                            "returns.md",
                            "refund-delayed.md",
                            "parcel-missing.md",
                            "declined-purchase.md",
                            "change-details.md");
        }
    }

    @Test
    void words_that_were_kept_are_those_that_were_read(@TempDir Path learned) {
        Path shipped = Content.CONFIG.resolve("languages");
        var read = LanguageWords.load(shipped, Optional.of(learned));

        assertThat(learned).isNotEmptyDirectory();
        assertThat(LanguageWords.load(shipped, Optional.of(learned))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Yes, please!",
                "sv | JA TACK",
                "de | ja",
                "ar | نَعَم",
                "el | Ναί",
                "tr | EVET",
                "he | כן",
                "ja | はい。",
                "fr | D’accord",
                "ru | Да!",
                "th | ใช่",
            })
    void agreeing_is_understood_whatever_its_case_accents_and_punctuation(
            String language, String message) {
        LanguageWords words = Content.words().get(language);

        assertThat(words.isYes(message)).isTrue();
        assertThat(words.isNo(message)).isFalse();
    }

    @Test
    void an_accent_counts_where_it_alone_tells_yes_from_no() throws IOException {
        write(
                "vi.yaml",
                shipped()
                        .replace("\"yes\": [", "\"yes\": [đúng, ")
                        .replace("\"no\": [", "\"no\": [đừng, "));
        LanguageWords words = LanguageWords.load(dir).get("vi");

        assertThat(words.isYes("Đúng!")).isTrue();
        assertThat(words.isNo("Đừng!")).isTrue();
        assertThat(words.isYes("đung") || words.isNo("đung")).isFalse();
    }

    @Test
    void more_than_agreeing_is_neither() {
        LanguageWords words = Content.words().get("en");

        assertThat(words.isYes("yes but what does it cost")).isFalse();
        assertThat(words.isNo("No, thanks.")).isTrue();
        assertThat(words.isYes("")).isFalse();
    }

    @Test
    void a_key_that_is_not_known_is_refused_with_its_line() throws IOException {
        write("sv.yaml", shipped() + "hello: [hej]\n");

        refused("sv.yaml:%d: 'hello' is not known here".formatted(shipped().lines().count() + 1));
    }

    @Test
    void what_is_missing_or_no_list_is_refused() throws IOException {
        write("sv.yaml", shipped().replaceAll("(?m)^thanks:.*$", ""));
        refused("thanks");

        write("sv.yaml", shipped().replaceAll("(?m)^thanks:.*$", "thanks: tack"));
        refused("thanks");
    }

    @Test
    void what_agrees_and_does_not_is_refused() throws IOException {
        write("sv.yaml", shipped().replace("\"no\": [", "\"no\": [Ja, "));

        refused("'ja' stands under yes and under no");
    }

    @Test
    void a_summary_without_the_question_is_refused() throws IOException {
        write("sv.yaml", shipped().replace("{question}", ""));

        refused("embedded.summary has no {question}");
    }

    @Test
    void a_file_that_is_not_named_after_a_language_is_refused() throws IOException {
        write("swedish.yaml", shipped());

        refused("not named after a language");
    }

    @ParameterizedTest
    @CsvSource({
        "sv-SE, sv",
        "sv_SE, sv",
        "nn-NO, nb",
        "no, nb",
        "fil-PH, tl",
        "iw, he",
        "in-ID, id",
        "zh-Hant-TW, zh",
        "PT-br, pt",
        "'', ''"
    })
    void tags_come_in_many_forms(String tag, String language) {
        assertThat(Languages.primary(tag)).isEqualTo(language);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> LanguageWords.load(dir))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining(message);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private static String shipped() throws IOException {
        return Files.readString(Content.CONFIG.resolve("languages/sv.yaml"));
    }

    @Test
    void what_asks_for_nothing_is_told_as_a_whole() {
        LanguageWords english = Content.words().get("en");
        assertThat(List.of("Yes, please", "hi there!", "NO THANKS", "thx", "ok", "bye"))
                .allMatch(english::isSmallTalk);
        assertThat(List.of("yes please, a person", "hi there, agent", "thanks for nothing"))
                .noneMatch(english::isSmallTalk);
    }
}
