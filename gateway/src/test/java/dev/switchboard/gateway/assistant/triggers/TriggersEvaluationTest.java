package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How well triggers are told, on sentences that were not learned from. The tables it writes to
/// `target/triggers-*.md` are those of `docs/assistant.md`.
class TriggersEvaluationTest {

    private static final Examples EXAMPLES =
            Examples.of(Examples.Source.of(Outside.TRIGGERS, List.of()));
    private static final Judge JUDGE =
            new Judge(EXAMPLES.learn(Subject.OF_CUSTOMERS), EXAMPLES.vocabularies());
    private static final String ALL = "";
    private static final int DIRECT = Subject.OF_CUSTOMERS.indexOf(Subject.DIRECT_REQUEST);

    @Test
    void requests_that_nothing_was_learned_from_are_seen_and_little_else_is() {
        Map<String, Tally> parts = tallyOutside(DIRECT);

        assertThat(part(parts, ALL).recall()).isGreaterThanOrEqualTo(0.965);
        assertThat(part(parts, ALL).leastRecall()).isGreaterThanOrEqualTo(0.88);
        assertThat(part(parts, ALL).falseAlarms()).isLessThanOrEqualTo(0.012);
        assertThat(part(parts, "fresh8-held-out").recall()).isGreaterThanOrEqualTo(0.965);
        assertThat(part(parts, "fresh8-held-out").falseAlarms()).isLessThanOrEqualTo(0.025);
    }

    @Test
    void other_subjects_that_nothing_was_learned_from_are_seen_too() {
        for (int subject = 0; subject < DIRECT; subject++) {
            Tally tally = part(tallyOutside(subject), ALL);

            assertThat(tally.recall()).isGreaterThanOrEqualTo(0.8);
            assertThat(tally.falseAlarms()).isLessThanOrEqualTo(0.03);
        }
    }

    /// By part, and of all of them.
    private static Map<String, Tally> tallyOutside(int subject) {
        Subject asked = Subject.OF_CUSTOMERS.get(subject);
        Map<String, Tally> parts = new TreeMap<>();
        List<Outside> all = new ArrayList<>(Outside.sentences(EXAMPLES));
        all.addAll(Outside.questions());
        for (Outside sentence : all) {
            boolean is = sentence.subject().equals(Optional.of(asked));
            if (is || sentence.subject().isEmpty()) {
                boolean seen = fires(JUDGE.scores(sentence.text(), sentence.language()), subject);
                for (String part : List.of(ALL, sentence.part())) {
                    parts.computeIfAbsent(part, _ -> new Tally())
                            .add(sentence.language(), is, seen);
                }
            }
        }
        parts.forEach((name, part) ->
                write("outside-" + asked.section() + (name.isEmpty() ? "" : "-" + name), part));
        return parts;
    }

    private static Tally part(Map<String, Tally> parts, String name) {
        return parts.getOrDefault(name, new Tally());
    }

    @Test
    void cross_validation_over_all_languages_finds_most_of_what_is_hard() {
        List<Example> written = EXAMPLES.all().stream().filter(e -> !e.leavesChoice()).toList();
        List<Example> choices = EXAMPLES.all().stream().filter(Example::leavesChoice).toList();
        Folds folds = new Folds(written);
        List<Tally> tallies = new ArrayList<>();
        Subject.OF_CUSTOMERS.forEach(_ -> tallies.add(new Tally()));
        for (int fold = 0; fold < Folds.COUNT; fold++) {
            List<Example> known = new ArrayList<>(choices);
            for (int i = 0; i < written.size(); i++) {
                if (folds.of(i) != fold) {
                    known.add(written.get(i));
                }
            }
            Judge judge =
                    new Judge(EXAMPLES.learn(known, Subject.OF_CUSTOMERS), EXAMPLES.vocabularies());
            for (int i = 0; i < written.size(); i++) {
                if (folds.of(i) == fold) {
                    tally(written.get(i), judge, tallies);
                }
            }
        }
        for (Subject subject : Subject.OF_CUSTOMERS) {
            write(subject.section(), tallies.get(Subject.OF_CUSTOMERS.indexOf(subject)));
        }

        assertThat(tallies.get(DIRECT).recall()).isGreaterThanOrEqualTo(0.915);
        assertThat(tallies.get(DIRECT).falseAlarms()).isLessThanOrEqualTo(0.025);
        for (Tally tally : tallies.subList(0, DIRECT)) {
            assertThat(tally.recall()).isGreaterThanOrEqualTo(0.48);
            assertThat(tally.falseAlarms()).isLessThanOrEqualTo(0.01);
        }
    }

    private static void tally(Example example, Judge judge, List<Tally> tallies) {
        if (example.heading().equals(Optional.of(Subject.PROMISE))) {
            return;
        }
        float[] scores = judge.scores(example.text(), example.language());
        for (int s = 0; s < scores.length; s++) {
            boolean is = example.subject().equals(Optional.of(Subject.OF_CUSTOMERS.get(s)));
            if (is || example.subject().isEmpty()) {
                tallies.get(s).add(example.language(), is, fires(scores, s));
            }
        }
    }

    private static boolean fires(float[] scores, int subject) {
        return scores[subject] > Triggers.THRESHOLDS[subject];
    }

    private static void write(String name, Tally tally) {
        try {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target", "triggers-" + name + ".md"), tally.table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
