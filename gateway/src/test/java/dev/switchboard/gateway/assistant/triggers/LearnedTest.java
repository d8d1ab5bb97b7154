package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is learned once is not learned again, and nothing else is taken for it.
class LearnedTest {

    private static final byte[] LESSONS = {1, 2, 3};
    private static final List<Subject> SUBJECTS = Subject.OF_ASSISTANTS;

    @TempDir Path directory;
    private int learned;

    private Classifier learn() {
        learned++;
        var weights = new float[Features.NUMBERS * SUBJECTS.size()];
        weights[7] = 0.5f;
        return new Classifier(weights, SUBJECTS.size());
    }

    private Classifier from(byte[] lessons) {
        return Learned.from(Optional.of(directory), lessons, SUBJECTS, this::learn);
    }

    private Path kept() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void the_same_lessons_are_learned_once() throws IOException {
        Classifier first = from(LESSONS);
        Classifier second = from(LESSONS);
        assertThat(learned).isEqualTo(1);
        assertThat(second.weights()).isEqualTo(first.weights());
        assertThat(Files.list(directory)).hasSize(1);
    }

    @Test
    void other_lessons_and_other_subjects_are_learned_anew() {
        from(LESSONS);
        from(new byte[] {1, 2, 4});
        assertThat(learned).isEqualTo(2);
        Learned.from(Optional.of(directory), LESSONS, Subject.OF_CUSTOMERS, this::learn);
        assertThat(learned).isEqualTo(3);
    }

    @Test
    void what_was_cut_or_changed_is_learned_anew() throws IOException {
        from(LESSONS);
        byte[] whole = Files.readAllBytes(kept());
        Files.write(kept(), new byte[0]);
        from(LESSONS);
        assertThat(learned).isEqualTo(2);
        byte[] changed = whole.clone();
        changed[29] ^= 1;
        Files.write(kept(), changed);
        from(LESSONS);
        assertThat(learned).isEqualTo(3);
        assertThat(Files.readAllBytes(kept())).isEqualTo(whole);
    }

    @Test
    void where_nothing_can_be_kept_it_is_learned_all_the_same() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Learned.from(Optional.of(file), LESSONS, SUBJECTS, this::learn);
        Learned.from(Optional.empty(), LESSONS, SUBJECTS, this::learn);
        assertThat(learned).isEqualTo(2);
    }
}
