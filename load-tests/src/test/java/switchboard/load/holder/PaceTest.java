package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final long MS = 1_000_000;

    @Test
    void so_many_begin_in_a_second_as_were_asked_for() {
        var pace = new Pace(200, 1_000_000, 0);
        int begun = 0;
        for (long now = 0; now < 1_000 * MS; now += 5 * MS) {
            begun += begun(pace, now);
        }
        assertThat(begun).isEqualTo(200);
    }

    @Test
    void what_could_not_begin_in_time_is_no_burst_later() {
        var pace = new Pace(200, 1_000_000, 0);
        assertThat(begun(pace, 10_000 * MS)).isEqualTo(21);
        assertThat(begun(pace, 10_000 * MS)).isZero();
    }

    @Test
    void no_more_are_under_way_than_were_allowed() {
        var pace = new Pace(1_000, 3, 0);
        assertThat(begun(pace, 100 * MS)).isEqualTo(3);
        assertThat(pace.underWay()).isEqualTo(3);
        pace.done();
        assertThat(pace.underWay()).isEqualTo(2);
        assertThat(begun(pace, 100 * MS)).isEqualTo(1);
    }

    @Test
    void a_pace_that_lets_nobody_begin_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace(1, 0, 0));
    }

    private static int begun(Pace pace, long now) {
        int begun = 0;
        while (pace.begins(now)) {
            begun++;
        }
        return begun;
    }
}
