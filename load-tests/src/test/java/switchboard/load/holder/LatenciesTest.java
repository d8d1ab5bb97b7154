package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

    @Test
    void percentiles_are_in_milliseconds() {
        var latencies = new Latencies();
        for (int ms = 1; ms <= 1_000; ms++) {
            latencies.record(Duration.ofMillis(ms));
        }
        ObjectNode summary = latencies.summary();
        assertThat(summary.path("count").asInt()).isEqualTo(1_000);
        assertThat(summary.path("p50").asDouble()).isCloseTo(500, within(1.0));
        assertThat(summary.path("p90").asDouble()).isCloseTo(900, within(1.0));
        assertThat(summary.path("p99").asDouble()).isCloseTo(990, within(1.0));
        assertThat(summary.path("max").asDouble()).isCloseTo(1_000, within(1.0));
    }

    @Test
    void those_of_several_processes_are_added_up_and_not_averaged() {
        var quick = new Latencies();
        var slow = new Latencies();
        for (int i = 0; i < 99; i++) {
            quick.record(Duration.ofMillis(1));
        }
        slow.record(Duration.ofMillis(700));
        var all = new Latencies();
        all.add(quick.encoded());
        all.add(slow.encoded());
        assertThat(all.count()).isEqualTo(100);
        assertThat(all.percentileMs(99)).isCloseTo(1, within(0.01));
        assertThat(all.percentileMs(100)).isCloseTo(700, within(1.0));
    }

    @Test
    void what_is_longer_than_an_hour_counts_as_an_hour() {
        var latencies = new Latencies();
        latencies.record(Duration.ofHours(3));
        assertThat(latencies.percentileMs(100)).isCloseTo(3_600_000, within(3_600.0));
    }
}
