package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCenterTest {

    private static final HelpCenter HELP_CENTER = SearchQuestions.shipped();

    private static final String JACKET =
            "Jag returnerade min jacka för tre veckor sedan och har inte fått återbetalningen än";

    @Test
    void a_delayed_refund_asked_about_in_swedish_finds_the_swedish_article_first() {
        Passage first = HELP_CENTER.passages("sv", JACKET, 4).getFirst();

        assertThat(first.id()).startsWith("refund-delayed#");
        assertThat(first.language()).isEqualTo("sv");
        assertThat(first.title()).isEqualTo("Min återbetalning har inte kommit");
        assertThat(first.text()).contains("14 dagar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void nine_of_ten_questions_find_the_right_article_first(String language) {
        List<Labelled> questions = questions(language, true);
        List<String> missed = new ArrayList<>();
        for (Labelled question : questions) {
            List<Passage> found = HELP_CENTER.passages(language, question.text(), 1);
            String slug = found.isEmpty() ? "nothing" : slug(found.getFirst());
            if (!List.of(question.label().split(",")).contains(slug)) {
                missed.add(question + " found " + slug);
            }
        }

        assertThat(questions).hasSizeGreaterThan(30);
        assertThat(missed).hasSizeLessThanOrEqualTo(questions.size() / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sv", "de", "es", "ar"})
    void of_sixteen_questions_that_nothing_answers_one_finds_something_at_most(String language) {
        List<Labelled> offTopic = questions(language, false);

        assertThat(offTopic).hasSizeGreaterThan(10);
        assertThat(offTopic)
                .filteredOn(
                        question -> !HELP_CENTER.passages(language, question.text(), 4).isEmpty())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_slip_of_the_fingers_still_finds_the_article() {
        assertThat(HELP_CENTER.passages("en", "when is my refnud comming", 4))
                .isNotEmpty()
                .allSatisfy(passage -> assertThat(slug(passage)).startsWith("refund"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, refunds, When will I get my money back after a return?",
        "sv, refunds, När får jag pengarna tillbaka efter en retur?",
        "es, split-payment, ¿Puedo pagar el sofá a plazos?"
    })
    void words_that_customers_say_together_count_together(
            String language, String slug, String question) {
        assertThat(slug(HELP_CENTER.passages(language, question, 1).getFirst())).isEqualTo(slug);
    }

    @Test
    void a_language_without_articles_is_answered_in_english() {
        assertThat(HELP_CENTER.passages("xx", "refund delayed", 1).getFirst().language())
                .isEqualTo("en");
    }

    @Test
    void a_region_does_not_hide_the_language() {
        assertThat(HELP_CENTER.passages("sv-SE", JACKET, 4))
                .isNotEmpty()
                .isEqualTo(HELP_CENTER.passages("sv", JACKET, 4));
    }

    @Test
    void no_more_passages_come_than_were_asked_for() {
        assertThat(HELP_CENTER.passages("en", "when will I get my refund", 2)).hasSize(2);
        assertThatThrownBy(() -> HELP_CENTER.passages("en", "refund", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "🙂🙂🙂",
                "\u0000\uD800",
                "title:* OR (keywords:[a TO z] AND \"",
                "+-&&||!(){}[]^\"~*?:\\/",
                "???***~~~"
            })
    void nothing_a_customer_writes_is_query_syntax(String text) {
        assertThat(HELP_CENTER.passages("en", text, 4)).isEmpty();
    }

    @Test
    void a_message_of_sixteen_kib_is_searched_like_any_other() {
        StringBuilder different = new StringBuilder("refund ");
        for (int i = 0; different.length() < 16_384; i++) {
            different.append("word").append(i).append(' ');
        }
        String repeated = "my refund has not arrived (AND) ".repeat(512);

        assertThat(slug(HELP_CENTER.passages("en", different.toString(), 4).getFirst()))
                .startsWith("refund");
        assertThat(slug(HELP_CENTER.passages("en", repeated, 4).getFirst()))
                .isEqualTo("refund-delayed");
    }

    @Test
    void many_threads_search_at_once() throws Exception {
        List<Passage> alone = HELP_CENTER.passages("sv", JACKET, 4);
        List<Callable<List<Passage>>> searches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            searches.add(() -> HELP_CENTER.passages("sv", JACKET, 4));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<Passage>> search : threads.invokeAll(searches)) {
                assertThat(search.get()).isEqualTo(alone);
            }
        }
    }

    private static List<Labelled> questions(String language, boolean onTopic) {
        return Labelled.read("questions/" + language + ".tsv").stream()
                .filter(question -> question.label().equals("-") != onTopic)
                .toList();
    }

    private static String slug(Passage passage) {
        return passage.id().substring(0, passage.id().indexOf('#'));
    }
}
