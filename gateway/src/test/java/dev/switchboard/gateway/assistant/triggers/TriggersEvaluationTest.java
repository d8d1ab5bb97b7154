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

    private static final Examples EXAMPLES = Examples.load(Outside.TRIGGERS);
    private static final Judge JUDGE = EXAMPLES.judge(Subject.OF_CUSTOMERS);
    private static final int DIRECT = Subject.OF_CUSTOMERS.indexOf(Subject.DIRECT_REQUEST);

    @Test
    void requests_that_nothing_was_learned_from_are_seen_and_little_else_is() {
        Tally tally = tallyOutside(DIRECT);

        assertThat(tally.recall()).isGreaterThanOrEqualTo(0.95);
        assertThat(tally.leastRecall()).isGreaterThanOrEqualTo(0.80);
        assertThat(tally.falseAlarms()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void other_subjects_that_nothing_was_learned_from_are_seen_too() {
        for (int subject = 0; subject < DIRECT; subject++) {
            Tally tally = tallyOutside(subject);

            assertThat(tally.recall()).isGreaterThanOrEqualTo(0.6);
            assertThat(tally.falseAlarms()).isLessThanOrEqualTo(0.035);
        }
    }

    private static Tally tallyOutside(int subject) {
        Subject asked = Subject.OF_CUSTOMERS.get(subject);
        Tally tally = new Tally();
        Map<String, Tally> parts = new TreeMap<>();
        List<Outside> all = new ArrayList<>(Outside.sentences(EXAMPLES));
        all.addAll(Outside.questions());
        for (Outside sentence : all) {
            boolean is = sentence.subject().equals(Optional.of(asked));
            if (is || sentence.subject().isEmpty()) {
                boolean seen = fires(JUDGE.scores(sentence.text(), sentence.language()), subject);
                Tally part = parts.computeIfAbsent(sentence.part(), _ -> new Tally());
                for (Tally one : List.of(tally, part)) {
                    one.add(sentence.language(), is, seen);
                }
            }
        }
        write("outside-" + asked.section(), tally);
        parts.forEach((name, part) -> write("outside-" + asked.section() + "-" + name, part));
        return tally;
    }

    @Test
    void cross_validation_over_all_languages_finds_no_worse_than_before() {
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

        assertThat(tallies.get(DIRECT).recall()).isGreaterThanOrEqualTo(0.83);
        assertThat(tallies.get(DIRECT).falseAlarms()).isLessThanOrEqualTo(0.02);
        for (Tally tally : tallies.subList(0, DIRECT)) {
            assertThat(tally.recall()).isGreaterThanOrEqualTo(0.50);
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
