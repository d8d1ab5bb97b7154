package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatisticsTest {

    @Test
    void the_median_is_the_one_in_the_middle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void the_median_of_an_even_number_is_between_two() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Statistics.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_ratio_to_nothing_is_none() {
        assertThat(Statistics.ratio(3, 2)).isEqualTo(1.5);
        assertThat(Statistics.ratio(3, 0)).isNaN();
    }

    @Test
    void rounds_come_to_their_medians_and_to_ratios_against_switchboard() {
        var medians = new Medians();
        for (double figure : new double[] {10, 30, 20}) {
            medians.add(Peer.SWITCHBOARD, Map.of("tokens", figure));
            medians.add(Peer.WS, Map.of("tokens", 2 * figure, "frames", 1.0));
        }
        assertThat(medians.peers()).containsExactly(Peer.SWITCHBOARD, Peer.WS);
        assertThat(medians.median(Peer.SWITCHBOARD, "tokens")).isEqualTo(20);
        assertThat(medians.ratio(Peer.WS, "tokens")).isEqualTo(2);
        assertThat(medians.ratio(Peer.WS, "frames")).isNaN();
        assertThat(medians.values("frames")).isEqualTo(Map.of(Peer.WS.title(), 1.0));
    }
}
