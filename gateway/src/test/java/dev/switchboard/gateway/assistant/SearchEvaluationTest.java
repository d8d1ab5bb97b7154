package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.SearchQuestions.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How well search finds the article that answers a question, measured on questions that share no
/// sentence with the help centre. The table goes to `target/search-evaluation.md`.
class SearchEvaluationTest {
    /// As many as the model is given.
    private static final int PASSAGES = 4;

    /// Of 220: a word may mean the weather in one sentence and the time to pay in another.
    private static final int STRAYS_MAX = 11;

    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]");

    private static final HelpCenter HELP_CENTER = SearchQuestions.shipped();
    private static final Map<String, Score> SCORES = new TreeMap<>();
    private static double unseenRecall;

    /// Of the questions of one language.
    ///
    /// @param found whose article is among the passages
    /// @param first whose article comes first
    /// @param bare whose article is among the passages where accents are left out
    /// @param stray questions that nothing answers and that found something
    private record Score(int questions, int found, int first, int bare, int stray) {
        double recall() {
            return 100.0 * found / questions;
        }

        double top() {
            return 100.0 * first / questions;
        }

        double bareRecall() {
            return 100.0 * bare / questions;
        }
    }

    @BeforeAll
    static void measure() throws IOException {
        Map<String, List<String>> offTopic = SearchQuestions.offTopic();
        List<String> missed = new ArrayList<>();
        SearchQuestions.all()
                .forEach((language, asked) ->
                        SCORES.put(
                                language,
                                score(
                                        language,
                                        asked,
                                        offTopic.getOrDefault(language, List.of()),
                                        missed)));
        List<String> table = new ArrayList<>();
        table.add("| language | questions | recall@4 | first | without accents | stray of 5 |");
        table.add("|---|---|---|---|---|---|");
        SCORES.forEach((language, score) ->
                table.add(
                        "| %s | %d | %.0f %% | %.0f %% | %.0f %% | %d |"
                                .formatted(
                                        language,
                                        score.questions(),
                                        score.recall(),
                                        score.top(),
                                        score.bareRecall(),
                                        score.stray())));
        table.add(
                "| all, mean | %d | %.1f %% | %.1f %% | %.1f %% | %d |"
                        .formatted(
                                SCORES.values().stream().mapToInt(Score::questions).sum(),
                                mean(Score::recall),
                                mean(Score::top),
                                mean(Score::bareRecall),
                                SCORES.values().stream().mapToInt(Score::stray).sum()));
        int unseen = 0;
        int unseenFound = 0;
        for (Map.Entry<String, List<Asked>> asked : SearchQuestions.unseen().entrySet()) {
            Score score = score(asked.getKey(), asked.getValue(), List.of(), missed);
            unseen += score.questions();
            unseenFound += score.found();
        }
        unseenRecall = 100.0 * unseenFound / unseen;
        table.add("| unseen | %d | %.1f %% | | | |".formatted(unseen, unseenRecall));
        Files.write(Path.of("target", "search-evaluation.md"), table);
        Files.write(Path.of("target", "search-missed.txt"), missed);
    }

    @Test
    void every_language_has_questions() {
        assertThat(SCORES.keySet()).containsExactlyElementsOf(Analyzers.languages());
        assertThat(SCORES.values())
                .allSatisfy(score -> assertThat(score.questions()).isGreaterThan(25));
    }

    @Test
    void nine_of_ten_questions_find_their_article_in_every_language() {
        assertThat(SCORES)
                .allSatisfy((language, score) ->
                        assertThat(score.recall()).as(language).isGreaterThanOrEqualTo(90));
        assertThat(mean(Score::recall)).isGreaterThanOrEqualTo(95);
    }

    @Test
    void the_right_article_comes_first_most_of_the_time() {
        assertThat(SCORES)
                .allSatisfy((language, score) ->
                        assertThat(score.top()).as(language).isGreaterThanOrEqualTo(70));
        assertThat(mean(Score::top)).isGreaterThanOrEqualTo(85);
    }

    @Test
    void questions_that_no_article_was_tuned_for_find_theirs_as_well() {
        assertThat(unseenRecall).isGreaterThanOrEqualTo(80);
    }

    @Test
    void accents_are_no_condition() {
        assertThat(SCORES)
                .allSatisfy((language, score) ->
                        assertThat(score.bareRecall()).as(language).isGreaterThanOrEqualTo(85));
    }

    @Test
    void nineteen_of_twenty_questions_that_nothing_answers_find_nothing() {
        List<String> strays = new ArrayList<>();
        SearchQuestions.offTopic()
                .forEach((language, sentences) ->
                        sentences.forEach(sentence ->
                                HELP_CENTER.passages(language, sentence, PASSAGES).stream()
                                        .findFirst()
                                        .ifPresent(passage ->
                                                strays.add(sentence + " found " + passage.id()))));

        assertThat(SearchQuestions.offTopic().keySet())
                .containsExactlyElementsOf(Analyzers.languages());
        assertThat(strays.size()).as(String.join("\n", strays)).isLessThanOrEqualTo(STRAYS_MAX);
    }

    private static double mean(ToDoubleFunction<Score> of) {
        return SCORES.values().stream().mapToDouble(of).average().orElse(0);
    }

    private static Score score(
            String language, List<Asked> asked, List<String> offTopic, List<String> missed) {
        int found = 0;
        int first = 0;
        int bare = 0;
        for (Asked question : asked) {
            List<String> slugs = slugs(language, question.text());
            found += slugs.contains(question.slug()) ? 1 : 0;
            first += !slugs.isEmpty() && slugs.getFirst().equals(question.slug()) ? 1 : 0;
            bare +=
                    slugs(language, withoutAccents(question.text())).contains(question.slug())
                            ? 1
                            : 0;
            if (!slugs.contains(question.slug())) {
                missed.add(
                        language + "\t" + question.slug() + "\t" + question.text() + "\t" + slugs);
            }
        }
        int stray = 0;
        for (String sentence : offTopic) {
            stray += slugs(language, sentence).isEmpty() ? 0 : 1;
        }
        return new Score(asked.size(), found, first, bare, stray);
    }

    private static List<String> slugs(String language, String question) {
        return HELP_CENTER.passages(language, question, PASSAGES).stream()
                .map(Passage::slug)
                .toList();
    }

    private static String withoutAccents(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
    }
}
