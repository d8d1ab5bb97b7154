package dev.switchboard.gateway.evals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.evals.EvalCase.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
    private static final String GOOD =
            """
            greets:
              tags: [small-talk]
              language: en
              turns:
                - say: hello
                  expect: { holder: assistant }
            """;

    @TempDir Path dir;

    @Test
    void every_shipped_case_is_read_and_there_are_enough_of_each_kind() {
        List<EvalCase> cases = shipped();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(150);
        assertThat(cases.stream().map(EvalCase::primaryLanguage).distinct().count())
                .as("languages")
                .isGreaterThanOrEqualTo(25);
        var byTag =
                cases.stream()
                        .flatMap(one -> one.tags().stream())
                        .collect(Collectors.groupingBy(tag -> tag, Collectors.counting()));
        assertThat(byTag.keySet()).isEqualTo(EvalCase.TAGS);
        EvalCase.MUST_PASS.forEach(
                tag -> assertThat(byTag.get(tag)).as(tag).isGreaterThanOrEqualTo(12));
    }

    @Test
    void all_that_a_case_says_is_read() throws IOException {
        write(
                """
                moves-a-due-date:
                  about: As one does.
                  tags: [change, multi-turn]
                  market: SE
                  language: sv-SE
                  never: [Lumo AB]
                  model-never: ["{profile.email}"]
                  changes: ["extended {payment.extendable.order}"]
                  turns:
                    - say: [hej, flytta den]
                      device: both
                      expect:
                        holder: [assistant, queue]
                        reason: [ungrounded]
                        mentions: "{payment.extendable.order}"
                        mentions-any: [kr, kronor]
                        never: [nej]
                        states: ["{payment.extendable.until}", 14 days]
                        language: sv
                        answers: 2
                        proposes: true
                    - human: true
                      expect: { holder: queue }
                    - end: true
                      device: 3
                      expect: { holder: closed }
                """);

        EvalCase read = ((Cases.Good) Cases.load(dir)).cases().getFirst();

        assertThat(read.id()).isEqualTo("moves-a-due-date");
        assertThat(read.place()).isEqualTo("cases.yaml:1");
        assertThat(read.market()).contains("SE");
        assertThat(read.turns()).hasSize(3);
        assertThat(read.turns().getFirst().deed())
                .isEqualTo(new Deed.Says(List.of("hej", "flytta den")));
        assertThat(read.turns().getFirst().devices()).containsExactly(1, 2);
        assertThat(read.turns().getFirst().expect().proposes()).contains(true);
        assertThat(read.turns().getFirst().expect().answers()).hasValue(2);
        assertThat(read.turns().getLast().devices()).containsExactly(3);
        assertThat(Placeholders.in(read.texts()))
                .containsExactly(
                        "payment.extendable.order", "payment.extendable.until", "profile.email");
    }

    @Test
    void an_unknown_key_is_refused_with_its_line() throws IOException {
        write(GOOD + "  tagz: [help]\n");

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith("7:3: there is no setting greets.tagz");
    }

    @Test
    void an_expectation_without_a_holder_is_refused() throws IOException {
        write(GOOD.replace("{ holder: assistant }", "{ mentions: hello }"));

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith("6:")
                .contains("greets.turns[1].expect.holder is not set");
    }

    @Test
    void a_placeholder_of_nothing_is_refused() throws IOException {
        write(GOOD.replace("say: hello", "say: \"where is {order.lost-in-space.id}\""));

        assertThat(refusals()).singleElement().asString().startsWith("5:").contains("placeholders");
    }

    @Test
    void a_fact_that_is_none_is_refused_since_it_could_not_fail() throws IOException {
        write(GOOD.replace("holder: assistant", "holder: assistant, states: very soon"));

        assertThat(refusals()).singleElement().asString().contains("\"very soon\"", "another fact");
    }

    @Test
    void a_must_pass_case_that_cannot_fail_is_refused() throws IOException {
        write(GOOD.replace("small-talk", "injection"));

        assertThat(refusals())
                .singleElement()
                .asString()
                .contains("greets passes whatever the assistant says");
    }

    @Test
    void a_turn_in_which_nothing_or_two_things_are_done_is_refused() throws IOException {
        write(GOOD.replace("say: hello", "device: 1"));
        assertThat(refusals()).anyMatch(e -> e.contains("exactly one of say, human and end"));

        write(GOOD.replace("say: hello", "say: hello\n      end: true"));
        assertThat(refusals()).anyMatch(e -> e.contains("exactly one of say, human and end"));
    }

    @Test
    void a_tag_a_market_a_language_and_turns_must_be_some_that_there_are() throws IOException {
        write(
                """
                greets:
                  tags: [politics]
                  market: UK
                  language: english
                """);

        assertThat(refusals())
                .hasSize(5)
                .anyMatch(e -> e.startsWith("2:10:"))
                .anyMatch(e -> e.startsWith("3:11:"))
                .anyMatch(e -> e.startsWith("4:13:"))
                .anyMatch(e -> e.contains("greets has no tags"))
                .anyMatch(e -> e.contains("greets has no turns"));
    }

    @Test
    void a_name_is_given_once_over_all_files() throws IOException {
        write(GOOD);
        Files.writeString(dir.resolve("more.yaml"), GOOD);

        assertThat(refusals())
                .singleElement()
                .asString()
                .startsWith("1:1: greets is the name of the case in cases.yaml:1, too");
    }

    @Test
    void a_directory_without_a_case_is_refused() {
        assertThat(refusals()).singleElement().asString().contains("there is no case in it");
        assertThat(((Cases.Refused) Cases.load(dir.resolve("nowhere"))).errors())
                .singleElement()
                .asString()
                .contains("there is no such directory");
    }

    static List<EvalCase> shipped() {
        return switch (Cases.load(Path.of("..", "config", "evals", "cases"))) {
            case Cases.Good(var cases) -> cases;
            case Cases.Refused(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private void write(String text) throws IOException {
        Files.writeString(dir.resolve("cases.yaml"), text);
    }

    private List<String> refusals() {
        return switch (Cases.load(dir)) {
            case Cases.Good(var cases) -> throw new AssertionError(cases.toString());
            case Cases.Refused(var errors) ->
                    errors.stream()
                            .map(e -> "%d:%d: %s".formatted(e.line(), e.column(), e.sentence()))
                            .toList();
        };
    }
}
