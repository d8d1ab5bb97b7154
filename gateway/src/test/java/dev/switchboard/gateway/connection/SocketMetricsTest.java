package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What is counted of sockets, whatever their peers do.
class SocketMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SocketMetrics metrics = new SocketMetrics(registry);

    @Test
    void a_peer_that_closes_with_codes_of_its_own_makes_no_series_of_its_own() {
        for (short code = 3000; code < 5000; code++) {
            metrics.closed(OptionalInt.of(code));
        }
        metrics.closed(OptionalInt.of(1001));
        metrics.closed(OptionalInt.empty());
        assertThat(registry.find("switchboard.sockets.closed").counters())
                .extracting(counter -> counter.getId().getTag("code"))
                .containsExactlyInAnyOrder("4401", "4408", "4409", "4413", "other", "1001", "none");
        assertThat(closed("other")).isEqualTo(1996);
        assertThat(closed("4413")).isEqualTo(1);
    }

    private double closed(String code) {
        return registry.get("switchboard.sockets.closed").tag("code", code).counter().count();
    }
}
