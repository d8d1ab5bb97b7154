package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Passage;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;
import dev.switchboard.gateway.kit.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How often the answer holds the paragraph that answers the question, on questions of
/// `config/evals/search` whose answers are marked in `answers.yaml`. Half of the languages were
/// looked at while the quoting was made, the others were not. The table is
/// `target/embedded-answers.md`.
class EmbeddedModelAnswersTest {
    private static final Set<String> DEVELOPMENT = Set.of("de", "sv", "nl", "ru", "ja", "ar");
    private static final int PASSAGES = 4;
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final HelpCenter HELP = Content.helpCenter();
    private static final Prompts PROMPTS = Prompts.load(Content.CONFIG.resolve("prompts"));

    private final EmbeddedModelWriter writer =
            new EmbeddedModelWriter(new EmbeddedModelPhrases(Content.words()), Content::helpCenter);

    /// @param paragraphs ids of the passages that answer it; empty where any does
    /// @param fact what the answer has to state, as in English; may be empty
    private record Asked(String language, String text, List<String> paragraphs, String fact) {}

    private static final class Tally {
        int asked;
        int found;
        int answered;
        int right;
        int facts;
        int stated;

        void add(Asked question, List<Passage> passages, String answer) {
            asked++;
            answered += answer.isEmpty() ? 0 : 1;
            List<String> ids = question.paragraphs();
            found += passages.stream().anyMatch(p -> ids.contains(p.id())) ? 1 : 0;
            right += ids.stream().anyMatch(id -> quotes(answer, question.language(), id)) ? 1 : 0;
            if (!question.fact().isEmpty()) {
                facts++;
                stated += states(answer, question) ? 1 : 0;
            }
        }
    }

    @Test
    void most_answers_hold_the_paragraph_that_answers_the_question() throws IOException {
        Map<String, Tally> tallies = new TreeMap<>();
        for (Asked asked : questions()) {
            List<Passage> passages = HELP.passages(asked.language(), asked.text(), PASSAGES);
            String answer = answer(asked, passages);
            String half = DEVELOPMENT.contains(asked.language()) ? "development" : "held-out";
            for (String row : List.of(asked.language(), half)) {
                tallies.computeIfAbsent(row, _ -> new Tally()).add(asked, passages, answer);
            }
        }
        write(tallies);

        for (String half : List.of("development", "held-out")) {
            Tally tally = Objects.requireNonNull(tallies.get(half));
            assertThat((double) tally.right / tally.asked).as(half).isGreaterThanOrEqualTo(0.70);
            assertThat((double) tally.stated / tally.facts).as(half).isGreaterThanOrEqualTo(0.60);
        }
    }

    private static void write(Map<String, Tally> tallies) throws IOException {
        var table =
                new StringBuilder(
                        "| | asked | paragraph found | answered | in the answer | fact stated |\n"
                                + "|---|---|---|---|---|---|\n");
        tallies.forEach((row, t) ->
                table.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %d | %d | %d | %d, %.0f %% | %d of %d |%n",
                                row,
                                t.asked,
                                t.found,
                                t.answered,
                                t.right,
                                100.0 * t.right / t.asked,
                                t.stated,
                                t.facts)));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "embedded-answers.md"), table);
    }

    private String answer(Asked asked, List<Passage> passages) {
        Model.Prompt prompt =
                PROMPTS.compose(
                        asked.language(),
                        passages,
                        List.of(new Model.Message(Model.Role.CUSTOMER, asked.text())));
        EmbeddedModelReply reply =
                writer.reply(
                        new EmbeddedModelRequest.Chat(
                                "any",
                                List.of(
                                        new EmbeddedModelRequest.Message("system", prompt.system()),
                                        new EmbeddedModelRequest.Message("user", asked.text())),
                                List.of("handoff"),
                                true,
                                false,
                                1_000));
        return reply instanceof EmbeddedModelReply.Text text ? text.text() : "";
    }

    /// Whether a sentence of a paragraph stands in an answer.
    private static boolean quotes(String answer, String language, String id) {
        return HELP.all().stream()
                .filter(p -> p.language().equals(language) && p.id().equals(id))
                .anyMatch(p ->
                        EmbeddedModelRead.sentences(p.text(), language).stream()
                                .anyMatch(answer::contains));
    }

    private static boolean states(String answer, Asked asked) {
        var sources = new Sources();
        sources.add(answer, asked.language(), "en");
        var gate = new FactGate(sources, "en");
        String shown = gate.accept(asked.fact()) + gate.finish();
        return shown.equals(asked.fact());
    }

    private static List<Asked> questions() throws IOException {
        var type = new TypeReference<Map<String, Map<String, List<String>>>>() {};
        var lists = new TypeReference<Map<String, List<String>>>() {};
        List<Asked> all = new ArrayList<>();
        try (InputStream in = EmbeddedModelAnswersTest.class.getResourceAsStream("answers.yaml")) {
            for (var language : YAML.readValue(in, type).entrySet()) {
                String tag = language.getKey();
                Path file = Content.CONFIG.resolve("evals/search/" + tag + ".yaml");
                Map<String, List<String>> asked = YAML.readValue(Files.readString(file), lists);
                language.getValue()
                        .forEach((slug, marks) -> {
                            List<String> texts = asked.get(slug);
                            assertThat(marks).as("%s %s", tag, slug).hasSameSizeAs(texts);
                            for (int i = 0; i < marks.size(); i++) {
                                all.add(marked(tag, slug, texts.get(i), marks.get(i)));
                            }
                        });
            }
        }
        return all;
    }

    private static Asked marked(String language, String slug, String text, String mark) {
        String[] parts = mark.split("=", 2);
        List<String> ids =
                List.of(parts[0].split("\\|", -1)).stream().map(n -> slug + "#" + n).toList();
        return new Asked(language, text, ids, parts.length > 1 ? parts[1] : "");
    }
}
