package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.kit.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The texts as shipped, and what is refused of others.
class TextsLoaderTest {
    private static final Path SHIPPED = Path.of("..", "config");

    @TempDir private Path config;
    private Path dir;

    @BeforeEach
    void copyEnglish() throws IOException {
        dir = Files.createDirectory(config.resolve("texts"));
        write("en.yaml", english());
    }

    @Test
    void every_shipped_language_says_everything() {
        assertThat(Content.texts().languages())
                .containsExactlyInAnyOrderElementsOf(Languages.SHIPPED);
    }

    @Test
    void texts_that_were_kept_say_what_was_read(@TempDir Path learned) {
        Texts read = texts(SHIPPED, learned);
        Texts kept = texts(SHIPPED, learned);

        assertThat(learned).isNotEmptyDirectory();
        assertThat(kept.languages()).isEqualTo(read.languages());
        for (String language : read.languages()) {
            for (Text text : Text.values()) {
                for (long number : List.of(0, 1, 2, 3, 5, 11, 21, 100, 1_000_000)) {
                    Map<String, Object> values = new HashMap<>();
                    for (Text.Argument argument : text.arguments()) {
                        values.put(
                                argument.name(),
                                argument.kind() == Text.Argument.Kind.NUMBER
                                        ? number
                                        : "<" + argument.name() + ">");
                    }
                    assertThat(kept.say(text, language, values))
                            .isEqualTo(read.say(text, language, values));
                }
            }
        }
    }

    @Test
    void texts_that_have_changed_since_are_read_again(@TempDir Path learned) throws IOException {
        texts(config, learned);
        write("en.yaml", english().replace("{name}", "{nmae}"));

        assertThat(TextsLoader.load(config, Optional.of(learned)))
                .isInstanceOfSatisfying(
                        TextsOutcome.Refused.class,
                        refused -> assertThat(refused.errors().toString()).contains("{nmae}"));
    }

    private static Texts texts(Path config, Path learned) {
        return ((TextsOutcome.Ok) TextsLoader.load(config, Optional.of(learned))).texts();
    }

    @ParameterizedTest
    @EnumSource(Text.class)
    void what_is_said_once_is_a_sentence_of_one_paragraph(Text text) {
        for (String language : Languages.SHIPPED) {
            if (text.arguments().isEmpty()) {
                assertThat(Content.texts().say(text, language).text())
                        .as(language)
                        .hasSizeBetween(4, 300)
                        .doesNotContain("\n", "  ")
                        .matches(".*[.!?…。？！।؟۔»”]|.*[\\u0E00-\\u0E7F]");
            }
        }
    }

    @Test
    void who_speaks_a_language_without_texts_is_told_in_english() {
        Texts texts = texts(SHIPPED);

        assertThat(texts.languageFor("sv-FI")).isEqualTo("sv");
        assertThat(texts.languageFor("eu")).isEqualTo("en");
        assertThat(texts.languageFor("not a language")).isEqualTo("en");
        assertThat(texts.say(Text.CLOSED_TICKET, "eu-ES"))
                .isEqualTo(texts.say(Text.CLOSED_TICKET, "en"));
    }

    @Test
    void what_is_not_filled_in_is_a_programmers_error() {
        Texts texts = texts(SHIPPED);

        assertThatThrownBy(() -> texts.say(Text.TRANSLATION, "en"))
                .hasMessageContaining("translation needs name");
        assertThatThrownBy(() -> texts.say(Text.QUEUE_PLACE, "en", Map.of("position", "2")))
                .hasMessageContaining("queue.place needs position, got 2");
    }

    @Test
    void a_language_of_ones_own_is_a_file_more() throws IOException {
        write("fi.yaml", english().replace("Nobody", "Ei kukaan"));
        write("README.md", "for translators");
        write(".en.yaml", "an editor's");

        assertThat(texts(config).languages()).containsExactly("en", "fi");
    }

    @Test
    void a_missing_text_is_refused_in_every_language() throws IOException {
        write("fi.yaml", english().replaceAll("(?m)^target-unavailable: >-\n.*\n", "\n"));
        write("en.yaml", english().replaceAll("(?s)\nclosed:.*?(\nclosed-until:)", "$1"));

        assertThat(refused())
                .containsExactly(
                        "en.yaml:1:1: closed.other-markets is not set, but a text of 1 to 1000"
                                + " characters is needed.",
                        "en.yaml:1:1: closed.callback is not set, but a text of 1 to 1000"
                                + " characters is needed.",
                        "en.yaml:1:1: closed.ticket is not set, but a text of 1 to 1000"
                                + " characters is needed.",
                        "fi.yaml:1:1: target-unavailable is not set, but a text of 1 to 1000"
                                + " characters is needed.");
    }

    @Test
    void an_unknown_key_is_refused_where_it_stands() throws IOException {
        int lines = (int) english().lines().count();
        write("en.yaml", english() + "welcome: Hello.\n");
        write("fi.yaml", english().replaceFirst("\n {2}callback:", "\n  call-back:"));

        assertThat(refused())
                .hasSize(3)
                .anyMatch(error ->
                        error.startsWith(
                                ("en.yaml:%d:1: there is no setting welcome; allowed here are"
                                                + " waited, closed, closed-until,")
                                        .formatted(lines + 1)))
                .contains(
                        "fi.yaml:%d:3: there is no setting waited.call-back; allowed here are"
                                        .formatted(line("  callback:"))
                                + " other-markets, callback, ticket.");
    }

    @Test
    void a_placeholder_that_nothing_fills_or_that_is_missing_is_refused_where_it_stands()
            throws IOException {
        write(
                "en.yaml",
                english()
                        .replace("target-unavailable: >-", "target-unavailable: You, {name}, wait.")
                        .replace(
                                lineAfter("target-unavailable: >-"),
                                "# " + lineAfter("target-unavailable: >-")));
        write("fi.yaml", english().replace("{name} doesn't", "They don't"));

        assertThat(refused())
                .containsExactly(
                        ("en.yaml:%d:21: target-unavailable has {name}, but nothing is filled in"
                                        + " here.")
                                .formatted(line("target-unavailable:")),
                        "fi.yaml:%d:14: translation has no {name}, but it is needed."
                                .formatted(line("translation:")));
    }

    @Test
    void a_plural_without_a_form_that_the_language_has_is_refused_where_it_stands()
            throws IOException {
        write("ru.yaml", english());

        assertThat(refused())
                .contains(
                        ("ru.yaml:%d:12: queue.minutes has no 'few {…}' for {minutes}, but the"
                                        + " language needs few, many, one, other.")
                                .formatted(line("  minutes:")));
    }

    @Test
    void an_empty_text_a_list_and_a_text_in_the_place_of_a_section_are_refused()
            throws IOException {
        write(
                "en.yaml",
                english()
                        .replaceAll(
                                "(?s)\nwaited:.*?(\n# Nobody is at work, and)", "\nwaited: no$1")
                        .replaceAll("(?s)\ntarget-unavailable:.*?\n\n", "\ntarget-unavailable:\n\n")
                        .replaceAll("(?s)\ntranslation:.*?\n\n", "\ntranslation: [a, b]\n\n"));

        assertThat(refused())
                .anyMatch(error -> error.contains("waited is \"no\", but a section"))
                .anyMatch(error -> error.contains("target-unavailable is empty, but a text"))
                .anyMatch(error -> error.contains("translation is a list, but a text"))
                .hasSize(3);
    }

    @Test
    void a_file_that_is_not_named_after_a_language_is_refused() throws IOException {
        write("swedish.yaml", english());
        write("pt-BR.yaml", english());

        assertThat(refused())
                .containsExactly(
                        "pt-BR.yaml:1:1: the file is called pt-BR.yaml, but a BCP 47 language"
                                + " without a country, such as sv, is needed.",
                        "swedish.yaml:1:1: the file is called swedish.yaml, but a BCP 47 language"
                                + " without a country, such as sv, is needed.");
    }

    @Test
    void what_is_no_yaml_or_no_utf_8_is_refused() throws IOException {
        write("en.yaml", "waited: [\n");
        Files.write(dir.resolve("sv.yaml"), "a: 1\nb: på\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused())
                .hasSize(2)
                .anyMatch(error -> error.matches("en\\.yaml:2:1: this is not YAML .*"))
                .anyMatch(error -> error.startsWith("sv.yaml:2:"));
    }

    @Test
    void english_is_needed_and_so_is_the_directory() throws IOException {
        Files.move(dir.resolve("en.yaml"), dir.resolve("fi.yaml"));
        assertThat(refused())
                .containsExactly("en.yaml:1:1: there is no such file, but the node needs it.");

        Files.delete(dir.resolve("fi.yaml"));
        Files.delete(dir);
        assertThat(TextsLoader.load(config))
                .isInstanceOfSatisfying(
                        TextsOutcome.Refused.class,
                        refused ->
                                assertThat(refused.errors())
                                        .extracting(PolicyError::toString)
                                        .containsExactly(
                                                dir
                                                        + ":1:1: there is no such directory, but"
                                                        + " the node needs it."));
    }

    private static Texts texts(Path config) {
        return ((TextsOutcome.Ok) TextsLoader.load(config)).texts();
    }

    private List<String> refused() {
        return ((TextsOutcome.Refused) TextsLoader.load(config))
                .errors().stream().map(error -> error.toString().replace(dir + "/", "")).toList();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private static String english() throws IOException {
        return Files.readString(SHIPPED.resolve("texts").resolve("en.yaml"));
    }

    /// The number of the first line of the English file that begins so.
    private static int line(String beginning) throws IOException {
        var found = Pattern.compile("(?m)^" + Pattern.quote(beginning)).matcher(english());
        assertThat(found.find()).isTrue();
        return 1
                + (int)
                        english()
                                .substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
    }

    private static String lineAfter(String line) throws IOException {
        return english()
                .lines()
                .dropWhile(one -> !one.equals(line))
                .skip(1)
                .findFirst()
                .orElseThrow();
    }
}
