package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import switchboard.load.Json;

final class WordsTest {

    private static final long MS = 1_000_000;

    /// Ten words, one each 100 ms, in two conversations; the first two warm up.
    private final Words words = new Words("w1-", new Schedule(0, 10, 10), 2, 2);

    @Test
    void times_count_from_when_a_word_was_due() {
        for (int i = 0; i < 10; i++) {
            long due = 100 * i * MS;
            // Each is said late.
            words.say(i, due + 3 * MS);
            goesThrough(i, due + 5 * MS, due + 9 * MS);
        }
        Words.Outcome outcome = words.outcome();
        assertThat(outcome.broken()).isZero();
        assertThat(outcome.untilAccepted().count()).isEqualTo(8);
        assertThat(outcome.lag().percentileMs(50)).isCloseTo(3, within(0.01));
        assertThat(outcome.untilAccepted().percentileMs(50)).isCloseTo(5, within(0.01));
        assertThat(outcome.untilHeard().percentileMs(50)).isCloseTo(9, within(0.01));
    }

    @Test
    void what_never_came_is_counted() {
        for (int i = 0; i < 9; i++) {
            goesThrough(i, 0, 0);
        }
        assertThat(words.allHere()).isFalse();
        // The last was neither accepted nor shown nor heard.
        assertThat(words.outcome().broken()).isEqualTo(3);
    }

    @Test
    void what_came_twice_is_counted() {
        for (int i = 0; i < 10; i++) {
            goesThrough(i, 0, 0);
        }
        words.heard("w1-4", 5, 0);
        assertThat(words.allHere()).isTrue();
        assertThat(words.outcome().problems()).containsExactly("w1-4 was heard twice");
    }

    @Test
    void what_was_heard_out_of_order_is_counted() {
        words.heard("w1-4", 5, 0);
        words.heard("w1-2", 3, 0);
        // Another conversation's.
        words.heard("w1-1", 2, 0);
        assertThat(words.outcome().problems()).containsExactly("w1-2 was heard after 4");
    }

    @Test
    void one_seq_for_all() {
        words.accepted("w1-0", 1, 0);
        words.shown("w1-0", 1);
        words.heard("w1-0", 2, 0);
        assertThat(words.outcome().problems()).containsExactly("w1-0 is 1 and 2");
    }

    @Test
    void a_word_of_a_rate_before_comes_too_late() {
        words.accepted("w0-3", 1, 0);
        assertThat(words.outcome().problems())
                .containsExactly("w0-3 was accepted when its time was over");
    }

    @Test
    void a_word_is_a_frame_of_the_protocol() {
        var frame = Json.read(words.say(3, 0));
        assertThat(Json.type(frame)).isEqualTo("say");
        assertThat(Json.text(frame, "id")).isEqualTo("w1-3");
        assertThat(Json.text(frame, "text")).isNotBlank();
    }

    private void goesThrough(int i, long acceptedNanos, long heardNanos) {
        words.accepted("w1-" + i, i + 1, acceptedNanos);
        words.shown("w1-" + i, i + 1);
        words.heard("w1-" + i, i + 1, heardNanos);
    }
}
