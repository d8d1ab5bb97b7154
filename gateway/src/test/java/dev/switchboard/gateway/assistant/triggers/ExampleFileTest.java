package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.ContentFiles;
import dev.switchboard.gateway.assistant.InvalidContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {

    @TempDir private Path dir;

    @Test
    void examples_know_where_they_stand_and_words_what_they_stand_for() throws IOException {
        ExampleFile.Content content = read(write(complete()));

        assertThat(content.language()).isEqualTo("en");
        assertThat(content.examples().getFirst().line()).isEqualTo(3);
        assertThat(content.examples().getFirst().subject()).contains(Subject.DIRECT_REQUEST);
        assertThat(content.words().get(Notion.PERSON)).containsExactly("human", "agent");
    }

    /// The classifier has learned that most languages have them all.
    @Test
    void every_language_has_words_for_every_notion() {
        assertThat(ContentFiles.list(Outside.TRIGGERS))
                .hasSizeGreaterThan(40)
                .allSatisfy(file ->
                        assertThat(read(file).words().keySet())
                                .as(file.toString())
                                .containsExactlyInAnyOrder(Notion.values()));
    }

    @Test
    void an_example_may_leave_choices() {
        Example example =
                new Example(
                        "en",
                        Optional.of(Subject.DIRECT_REQUEST),
                        Example.Kind.DIRECT,
                        "{get|give} me {a human|an agent}{ now|}",
                        7);

        assertThat(example.messages(100))
                .hasSize(8)
                .contains("get me a human now", "give me an agent");
        assertThat(example.messages(3)).hasSize(3).isEqualTo(example.messages(3));
    }

    @Test
    void too_few_examples_are_refused() throws IOException {
        assertRefused(
                complete().replace("    - indirect 1\n", ""),
                "en.yaml:1: 3 examples under direct-request: indirect; write at least 4");
    }

    @Test
    void the_same_sentence_under_two_headings_is_refused_with_both_lines() throws IOException {
        assertRefused(
                complete().replace("    - indirect 1\n", "    - Direct 3\n"),
                "en.yaml:16: 'Direct 3' stands in line 5 already; leave one out");
    }

    @Test
    void an_unknown_section_is_refused_with_its_line() throws IOException {
        assertRefused(
                "boredom:\n  yes:\n    - I am bored\n",
                "en.yaml:1: boredom: not known here; write one of distress, account-access");
    }

    @Test
    void an_unknown_list_is_refused_with_its_line() throws IOException {
        assertRefused(
                "direct-request:\n  direkt:\n    - a human\n",
                "en.yaml:2: direkt: not known here; write one of direct, indirect, misspelt, not");
    }

    @Test
    void a_list_that_stands_there_twice_is_refused_with_its_line() throws IOException {
        String list = "  \"not\":\n";
        assertRefused(
                complete().replaceFirst(list, list + "    - a person paid\n  not:\n"),
                "en.yaml:27: not: stands here already; put both lists together");
    }

    @Test
    void an_unknown_notion_is_refused_with_its_line() throws IOException {
        assertRefused(
                "words:\n  persons: [human]\n",
                "en.yaml:2: persons: not known here; write one of absent, account, annoyed");
    }

    @Test
    void what_is_no_text_is_refused_with_its_line() throws IOException {
        assertRefused("ordinary:\n  - hello\n  - [court]\n", "en.yaml:3: not expected here");
    }

    @Test
    void what_is_no_list_is_refused_with_its_line() throws IOException {
        assertRefused("ordinary: hello\n", "en.yaml:1: not expected here; write a list of texts");
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line() throws IOException {
        assertRefused("ordinary:\n  - hello\nlegal: }\n", "en.yaml:3: no YAML: ");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        assertRefused("", "en.yaml:1: no sections; write direct-request:");
    }

    private void assertRefused(String text, String message) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining(message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("en.yaml"), text);
    }

    private static String complete() {
        StringBuilder text = new StringBuilder("direct-request:\n");
        list(text, "direct", 12);
        list(text, "indirect", 4);
        list(text, "misspelt", 4);
        list(text, "not", 10);
        for (String section :
                List.of("distress", "account-access", "legal", "dispute", "promise")) {
            text.append(section).append(":\n");
            list(text, "yes", 10, section);
            list(text, "not", 10, section);
        }
        text.append("ordinary:\n");
        for (int i = 1; i <= 10; i++) {
            text.append("  - ordinary ").append(i).append('\n');
        }
        return text.append("words:\n  person: [human, agent]\n").toString();
    }

    private static ExampleFile.Content read(Path file) {
        return ExampleFile.read(file, ContentFiles.bytes(file));
    }

    private static void list(StringBuilder text, String name, int count) {
        list(text, name, count, "");
    }

    private static void list(StringBuilder text, String name, int count, String of) {
        text.append("  \"").append(name).append("\":\n");
        for (int i = 1; i <= count; i++) {
            text.append("    - ").append((of + " " + name + " " + i).strip()).append('\n');
        }
    }
}
