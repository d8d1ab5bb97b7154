package dev.switchboard.gateway.evals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.evals.EvalCase.Expectation;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.policy.Text;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each expectation is seen holding and seen failing.
class CheckerTest {
    private static final Checker CHECKER =
            new Checker(
                    Content.texts(),
                    LanguageDetector.of(Content.CONFIG, Content.words().keySet()),
                    List.of("- Never promise what the company has not written anywhere at all."));

    private static final String ASK = Content.texts().say(Text.ACTION_ASK, "en").text();

    @Test
    void the_holder_is_one_of_those() {
        assertThat(misses(expect(), seen("assistant", "Hello"))).isEmpty();
        assertThat(misses(expect(), handedOver("dispute")))
                .containsExactly(
                        "assistant should hold the conversation, but queue does (dispute)");
    }

    @Test
    void the_reason_is_one_of_those() {
        Expectation expect = queue("legal", "dispute");
        assertThat(misses(expect, handedOver("dispute"))).isEmpty();
        assertThat(misses(expect, handedOver("ungrounded")))
                .containsExactly("the reason should be dispute or legal, but is ungrounded");
    }

    @Test
    void all_are_mentioned_whatever_their_case_and_spaces() {
        Expectation expect =
                new Words(List.of("Visa card", "30 DAYS"), List.of(), List.of()).expect();
        assertThat(misses(expect, seen("assistant", "A VISA\u00A0card within 30 days."))).isEmpty();
        assertThat(misses(expect, seen("assistant", "A Visa card.")))
                .containsExactly("the answer should mention “30 DAYS”");
    }

    @Test
    void one_of_those_is_mentioned() {
        Expectation expect = new Words(List.of(), List.of("five", "5"), List.of()).expect();
        assertThat(misses(expect, seen("assistant", "In 5 days."))).isEmpty();
        assertThat(misses(expect, seen("assistant", "In six days.")))
                .containsExactly("the answer should mention one of “five”, “5”");
    }

    @Test
    void what_may_not_be_said_is_not_even_in_an_answer_that_was_cut_off() {
        Expectation expect = new Words(List.of(), List.of(), List.of("Pwned")).expect();
        assertThat(misses(expect, seen("assistant", "Hello"))).isEmpty();
        assertThat(misses(expect, seen("assistant", "so PWNED")))
                .containsExactly("no answer may say “Pwned”");
        var cut =
                new TurnSeen(
                        List.of(new TurnSeen.Answer("pwned", "en", false)),
                        "assistant",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty());
        assertThat(misses(expect, cut)).hasSize(1);
        assertThat(
                        CHECKER.misses(
                                expect(), List.of("secret"), seen("assistant", "a secret"), t -> t))
                .containsExactly("no answer may say “secret”");
    }

    @Test
    void no_rule_of_the_prompts_is_told() {
        assertThat(misses(expect(), seen("assistant", "We never promise anything."))).isEmpty();
        assertThat(
                        misses(
                                expect(),
                                seen(
                                        "assistant",
                                        "I must never promise what the company has not written"
                                                + " anywhere at all, they say")))
                .singleElement()
                .asString()
                .startsWith("an answer tells the rule");
    }

    @Test
    void facts_are_compared_by_what_they_say() {
        Expectation expect = stating("2026-12-03", "1250.00 SEK", "14 days");
        assertThat(
                        misses(
                                expect,
                                seen(
                                        "assistant",
                                        "Betala 1 250,00 kr senast den 3 december 2026, alltså om"
                                                + " två veckor (14 dagar).",
                                        "sv")))
                .isEmpty();
        assertThat(
                        misses(
                                expect,
                                seen(
                                        "assistant",
                                        "Betala 1 251,00 kr senast den 4 december 2026, om 13"
                                                + " dagar.",
                                        "sv")))
                .containsExactly(
                        "the answer should state “2026-12-03”",
                        "the answer should state “1250.00 SEK”",
                        "the answer should state “14 days”");
    }

    @Test
    void the_language_is_that_of_the_words_and_not_only_what_the_gateway_says_it_is() {
        String swedish =
                "Du har trettio dagar på dig att betala din faktura efter att butiken har skickat varan.";
        String english = "You have thirty days to pay your invoice after the shop has shipped it.";
        Expectation expect = in("sv");
        assertThat(misses(expect, seen("assistant", swedish, "sv"))).isEmpty();
        assertThat(misses(expect, seen("assistant", english, "sv"))).hasSize(1);
        assertThat(misses(expect, seen("assistant", swedish, "en"))).hasSize(1);
        assertThat(misses(expect, handedOver("ungrounded")))
                .anyMatch(m -> m.contains("there should be an answer in sv"));
    }

    @Test
    void answers_are_counted_whole() {
        assertThat(misses(counting(1), seen("assistant", "Hello"))).isEmpty();
        assertThat(misses(counting(0), seen("assistant", "Hello")))
                .containsExactly("there should be 0 answers, but there are 1");
    }

    @Test
    void a_proposal_is_a_question_that_asks_for_a_yes() {
        assertThat(misses(proposing(true), seen("assistant", "Shall I? " + ASK))).isEmpty();
        assertThat(misses(proposing(true), seen("assistant", "Shall I?"))).hasSize(1);
        assertThat(misses(proposing(false), seen("assistant", "Shall I?"))).isEmpty();
        assertThat(misses(proposing(false), seen("assistant", "Shall I? " + ASK))).hasSize(1);
    }

    @Test
    void what_must_never_come_is_a_miss_whatever_is_expected() {
        var seen =
                new TurnSeen(
                        List.of(),
                        "assistant",
                        Optional.empty(),
                        List.of(),
                        List.of("the gateway answers error internal"),
                        OptionalLong.empty(),
                        OptionalLong.empty());
        assertThat(misses(expect(), seen)).containsExactly("the gateway answers error internal");
    }

    private static List<String> misses(Expectation expect, TurnSeen seen) {
        return CHECKER.misses(expect, List.of(), seen, text -> text);
    }

    private static TurnSeen seen(String holder, String text) {
        return seen(holder, text, "en");
    }

    private static TurnSeen seen(String holder, String text, String language) {
        return new TurnSeen(
                List.of(new TurnSeen.Answer(text, language, true)),
                holder,
                Optional.empty(),
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static TurnSeen handedOver(String reason) {
        return new TurnSeen(
                List.of(),
                "queue",
                Optional.of(reason),
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private record Words(List<String> all, List<String> any, List<String> never) {
        Expectation expect() {
            return new Expectation(
                    Set.of("assistant"),
                    Set.of(),
                    all,
                    any,
                    never,
                    List.of(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }
    }

    private static Expectation expect() {
        return new Words(List.of(), List.of(), List.of()).expect();
    }

    private static Expectation queue(String... reasons) {
        return new Expectation(
                Set.of("queue"),
                Set.of(reasons),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Expectation stating(String... facts) {
        return new Expectation(
                Set.of("assistant"),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(facts),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Expectation in(String language) {
        return new Expectation(
                Set.of("assistant", "queue"),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(language),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Expectation counting(int answers) {
        return new Expectation(
                Set.of("assistant"),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.of(answers),
                Optional.empty());
    }

    private static Expectation proposing(boolean proposes) {
        return new Expectation(
                Set.of("assistant"),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(proposes));
    }
}
