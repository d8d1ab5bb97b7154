package dev.switchboard.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.policy.PriorityClass.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PriorityClassTest {
    private static final long SECOND = 1_000 * 100;

    @Test
    void a_normal_wait_counts_as_it_is() {
        assertThat(PriorityClass.NORMAL.score(0)).isZero();
        assertThat(PriorityClass.NORMAL.score(60_000)).isEqualTo(60 * SECOND);
    }

    @Test
    void a_boost_is_ahead_from_the_start_and_a_rate_makes_each_second_count_more() {
        PriorityClass urgent =
                new PriorityClass("urgent", 150, Duration.ofMinutes(2), Optional.empty());

        assertThat(urgent.score(0)).isEqualTo(120 * SECOND);
        assertThat(urgent.score(10_000)).isEqualTo((120 + 15) * SECOND);
    }

    @Test
    void pressure_begins_a_window_before_the_deadline_and_goes_on_after_it() {
        PriorityClass urgent =
                new PriorityClass(
                        "urgent",
                        100,
                        Duration.ZERO,
                        Optional.of(
                                new Deadline(Duration.ofSeconds(60), Duration.ofSeconds(20), 300)));

        assertThat(urgent.score(40_000)).isEqualTo(40 * SECOND);
        assertThat(urgent.score(41_000)).isEqualTo((41 + 3) * SECOND);
        assertThat(urgent.score(60_000)).isEqualTo((60 + 60) * SECOND);
        assertThat(urgent.score(70_000)).isEqualTo((70 + 90) * SECOND);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void who_has_waited_longer_is_always_ahead_within_a_class(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PriorityClass any = any(random);

        for (int n = 0; n < 1_000; n++) {
            long waited = random.nextLong(30L * 86_400_000);
            long longer = waited + 1 + random.nextLong(100_000);
            assertThat(any.score(longer))
                    .as("%s after %d and %d", any, waited, longer)
                    .isGreaterThan(any.score(waited));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_boost_moves_every_score_by_itself(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PriorityClass any = any(random);
        PriorityClass plain =
                new PriorityClass("plain", any.ageRatePercent(), Duration.ZERO, any.deadline());

        long waited = random.nextLong(86_400_000);
        assertThat(any.score(waited) - plain.score(waited)).isEqualTo(any.boost().toMillis() * 100);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static PriorityClass any(SplittableRandom random) {
        long after = 1 + random.nextLong(3_600_000);
        Deadline deadline =
                new Deadline(
                        Duration.ofMillis(after),
                        Duration.ofMillis(1 + random.nextLong(after)),
                        1 + random.nextInt(100_000));
        return new PriorityClass(
                "any",
                1 + random.nextInt(100_000),
                Duration.ofMillis(random.nextLong(86_400_000)),
                random.nextBoolean() ? Optional.of(deadline) : Optional.empty());
    }
}
