package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A rate over times that the test gives.
class RateTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Rate RATE = Rate.of(10, 3);

    @Test
    void a_burst_may_come_at_once_and_then_one_a_period() {
        long now = 5 * SECOND;
        long earned = 0;
        for (int i = 0; i < 3; i++) {
            long after = RATE.take(earned, now);
            assertThat(after).isNotEqualTo(earned);
            earned = after;
        }
        assertThat(RATE.take(earned, now)).isEqualTo(earned);
        assertThat(RATE.take(earned, now + SECOND / 10)).isNotEqualTo(earned);
    }

    @Test
    void the_sustained_rate_is_what_was_asked_for_however_often_it_is_tried() {
        long earned = 0;
        int taken = 0;
        for (long now = SECOND; now < 11 * SECOND; now += SECOND / 1000) {
            long after = RATE.take(earned, now);
            taken += after == earned ? 0 : 1;
            earned = after;
        }
        assertThat(taken).isBetween(100, 103);
    }

    @Test
    void rest_earns_no_more_than_a_burst() {
        long earned = RATE.take(0, SECOND);
        long now = 1000 * SECOND;
        assertThat(Rate.isRested(earned, now)).isTrue();
        int taken = 0;
        for (long after = RATE.take(earned, now); after != earned; taken++) {
            earned = after;
            after = RATE.take(earned, now);
        }
        assertThat(taken).isEqualTo(3);
    }

    @Test
    void a_clock_that_turns_over_changes_nothing() {
        long now = Long.MAX_VALUE - SECOND / 20;
        long earned = now;
        for (int i = 0; i < 3; i++) {
            earned = RATE.take(earned, now);
        }
        assertThat(RATE.take(earned, now)).isEqualTo(earned);
        assertThat(RATE.take(earned, now + SECOND / 10)).isNotEqualTo(earned);
    }
}
