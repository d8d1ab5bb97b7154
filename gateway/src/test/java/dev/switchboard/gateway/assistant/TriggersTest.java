package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.switchboard.routing.conversation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {

    private static final Triggers TRIGGERS = Triggers.load(Labelled.CONFIG.resolve("triggers"));

    @TempDir private Path dir;

    @ParameterizedTest
    @CsvSource({
        "en, direct, 12", "en, indirect, 4", "en, misspelt, 4",
        "sv, direct, 12", "sv, indirect, 4", "sv, misspelt, 4",
        "de, direct, 12", "de, indirect, 4", "de, misspelt, 4",
        "es, direct, 12", "es, indirect, 4", "es, misspelt, 4",
        "ar, direct, 12", "ar, indirect, 4", "ar, misspelt, 4"
    })
    void a_message_that_asks_for_a_person_is_seen(String language, String label, int atLeast) {
        assertThat(messages(language, label))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .allSatisfy(
                        text -> assertThat(TRIGGERS.reason(text)).contains(Reason.DIRECT_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void a_message_that_only_mentions_a_person_is_left_to_the_assistant(String language) {
        assertThat(messages(language, "no"))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(text -> assertThat(TRIGGERS.reason(text)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void a_question_to_the_help_centre_is_left_to_the_assistant(String language) {
        assertThat(Labelled.read("questions/" + language + ".tsv"))
                .allSatisfy(question -> assertThat(TRIGGERS.reason(question.text())).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I NEED A REPRESENTATIVE!!!",
                "  i need a   representative?…",
                "Ｉ need a representative",
                "paseme con un agente",
                "Páseme con un agente",
                "أُريدُ التحدُّثَ مع مـوظـف",
                "Jag vill prata med en manniska"
            })
    void case_accents_and_punctuation_do_not_count(String text) {
        assertThat(TRIGGERS.reason(text)).contains(Reason.DIRECT_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "🙂", "\uD800", "1234567890"})
    void a_message_without_words_is_left_to_the_assistant(String text) {
        assertThat(TRIGGERS.reason(text)).isEmpty();
    }

    @Test
    void words_of_two_sentences_are_not_one_request() {
        assertThat(TRIGGERS.reason("Nobody to talk. To agent 7 I sent the form")).isEmpty();
    }

    @Test
    void the_request_is_found_at_the_end_of_a_long_message() {
        String story = "the parcel came late and the box was open, ".repeat(300);

        assertThat(TRIGGERS.reason(story)).isEmpty();
        assertThat(TRIGGERS.reason(story + "so let me talk to a person"))
                .contains(Reason.DIRECT_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "talk to a real real ",
                "is there a real is there a ",
                "dont want talk to a ",
                "mit einem mit einem ",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void no_text_makes_the_search_explode(String piece) {
        String text = piece.repeat(16_384 / piece.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(TRIGGERS.reason(text)).isEmpty();
                    }
                });
    }

    @Test
    void another_reason_is_another_folder() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\n");

        Triggers triggers = Triggers.load(dir);

        assertThat(triggers.reason("You will hear from my lawyer!")).contains(Reason.LEGAL);
        assertThat(triggers.reason("I need a representative")).isEmpty();
    }

    @Test
    void a_folder_that_names_no_reason_is_refused() throws IOException {
        write("boredom/en.yaml", "anywhere:\n  - i am bored\n");

        assertRefused("no reason of the protocol; rename the folder");
    }

    @Test
    void an_example_that_no_pattern_finds_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\nexamples:\n  - see you in court\n");

        assertRefused("en.yaml:4: 'see you in court': no pattern finds this example");
    }

    @Test
    void a_counterexample_that_a_pattern_finds_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - lawyer\ncounterexamples:\n  - I am a lawyer\n");

        assertRefused("en.yaml:4: 'I am a lawyer': a pattern finds this counterexample");
    }

    @Test
    void a_pattern_that_names_an_unknown_set_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\n  - my <lawyers>\n");

        assertRefused("en.yaml:3: 'my <lawyers>': no set <lawyers>; add it under words:");
    }

    @Test
    void a_pattern_that_would_find_everything_is_refused() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my?\n");

        assertRefused("en.yaml:2: 'my?': leave at least one place without ?");
    }

    @Test
    void a_misspelt_key_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\nanywere:\n  - court\n");

        assertRefused("en.yaml:3: 'anywere:': not known here; write one of words, anywhere");
    }

    @Test
    void what_is_no_text_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\n  - [court]\n");

        assertRefused("en.yaml:3: not expected here; write a list of texts");
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line() throws IOException {
        write("legal/en.yaml", "anywhere:\n  - my lawyer\nalone: }\n");

        assertRefused("en.yaml:3: no YAML: ");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        write("legal/en.yaml", "");

        assertRefused("en.yaml:1: ");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Triggers.load(dir))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining(message);
    }

    private void write(String file, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static List<String> messages(String language, String label) {
        return Labelled.read("direct-requests/" + language + ".tsv").stream()
                .filter(message -> message.label().equals(label))
                .map(Labelled::text)
                .toList();
    }
}
