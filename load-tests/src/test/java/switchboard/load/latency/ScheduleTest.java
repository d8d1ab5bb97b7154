package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void so_many_are_due_in_a_second_as_were_asked_for() {
        var schedule = new Schedule(7 * SECOND, 5_000, 100_000);
        assertThat(schedule.dueNanos(0)).isEqualTo(7 * SECOND);
        assertThat(schedule.dueNanos(5_000)).isEqualTo(8 * SECOND);
        assertThat(schedule.endNanos()).isEqualTo(27 * SECOND);
    }

    @Test
    void each_is_due_at_its_nanosecond_and_not_before() {
        // 3 a second: no whole number of nanoseconds apart.
        var schedule = new Schedule(-5, 3, 1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(schedule.dueBy(schedule.dueNanos(i))).isEqualTo(i + 1);
            assertThat(schedule.dueBy(schedule.dueNanos(i) - 1)).isEqualTo(i);
        }
    }

    @Test
    void a_stall_moves_nothing_that_comes_after_it() {
        var schedule = new Schedule(0, 1_000, 10_000);
        assertThat(schedule.dueBy(3 * SECOND - 1)).isEqualTo(3_000);
        assertThat(schedule.dueNanos(3_000)).isEqualTo(3 * SECOND);
    }

    @Test
    void no_more_are_due_than_there_are() {
        assertThat(new Schedule(0, 10_000, 5).dueBy(1_000_000 * SECOND / 10_000)).isEqualTo(5);
        assertThat(new Schedule(SECOND, 10_000, 5).dueBy(0)).isZero();
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0, 1, 0));
    }
}
