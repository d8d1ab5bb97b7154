package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.load.latency.Handshakes.Kind;

final class HandshakesReportTest {

    private static HandshakesReport.Row row(Kind kind, long done, long certificates) {
        return new HandshakesReport.Row(
                kind,
                "X25519",
                done,
                certificates,
                Map.of(),
                10,
                new CpuTime(3, 1),
                new CpuTime(2, 2));
    }

    @Test
    void a_core_is_a_second_of_the_nodes_cpu() {
        HandshakesReport.Row row = row(Kind.PLAIN, 20_000, 0);
        assertThat(row.perSecond()).isCloseTo(2_000, within(0.01));
        assertThat(row.perCpuSecond()).isCloseTo(5_000, within(0.01));
        assertThat(row.nodeMicrosEach()).isCloseTo(200, within(0.01));
        assertThat(row.passes()).isTrue();
    }

    @Test
    void sessions_that_are_to_be_resumed_show_no_certificate() {
        assertThat(row(Kind.TLS_RESUMED, 1_000, 3).passes()).isTrue();
        assertThat(row(Kind.TLS_RESUMED, 1_000, 900).passes()).isFalse();
        assertThat(row(Kind.TLS_FULL, 1_000, 1_001).passes()).isTrue();
        assertThat(row(Kind.TLS_FULL, 1_000, 3).passes()).isFalse();
    }

    @Test
    void a_handshake_that_failed_fails_the_run() {
        var report = new HandshakesReport();
        report.add(
                new HandshakesReport.Row(
                        Kind.PLAIN,
                        "",
                        10,
                        0,
                        Map.of(503, 1),
                        1,
                        new CpuTime(1, 0),
                        new CpuTime(1, 0)));
        assertThat(report.passes()).isFalse();
        report.add(row(Kind.TLS_FULL, 1_000, 1_000));
        assertThat(report.table()).contains("{503=1}").contains("| X25519 |");
    }
}
