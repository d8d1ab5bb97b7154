package dev.switchboard.gateway.assistant.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An ordinary question does not become another matter by ordinary words behind it.
class TriggersOrdinaryWordsTest {
    private static final Path WORDS =
            Path.of("src/test/resources/dev/switchboard/gateway/assistant/triggers/ordinary.tsv");
    private static final long SEED = 7;
    private static final int TRIES = 400;

    /// @param things single words that stand for things
    private record Ordinary(String language, String question, List<String> things) {

        String with(int count, Random random) {
            List<String> some = new ArrayList<>(things);
            Collections.shuffle(some, random);
            return question + " " + String.join(" ", some.subList(0, count));
        }
    }

    @Test
    void things_listed_after_a_question_call_nobody() throws IOException {
        Triggers triggers = Triggers.load(Outside.TRIGGERS, List.of());
        List<String> alarms = new ArrayList<>();
        int tries = 0;
        Random random = new Random(SEED);
        for (Ordinary ordinary : ordinary()) {
            for (int i = 0; i < TRIES; i++) {
                String message = ordinary.with(1 + i % 9, random);
                tries++;
                if (triggers.reason(message, ordinary.language()).isPresent()) {
                    alarms.add(ordinary.language() + ": " + message);
                }
            }
        }

        assertThat((double) alarms.size() / tries)
                .as("seed %d: %d of %d, such as %s", SEED, alarms.size(), tries, alarms)
                .isLessThanOrEqualTo(0.015);
    }

    private static List<Ordinary> ordinary() throws IOException {
        return Files.readAllLines(WORDS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(parts -> new Ordinary(parts[0], parts[1], List.of(parts[2].split(" ", -1))))
                .toList();
    }
}
