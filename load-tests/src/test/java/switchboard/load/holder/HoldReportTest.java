package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.load.Json;
import switchboard.load.chart.Chart;

final class HoldReportTest {

    private static final long SECOND = 1_000_000_000;
    private static final Size FEW =
            new Size(100, sample(10_000_000, 200_000_000), new CpuRate(0.01));
    private static final Size FULL =
            new Size(1_100, sample(12_000_000, 205_000_000), new CpuRate(0.1));

    @Test
    void a_session_costs_what_the_nodes_take_more_with_it_than_without() {
        String table =
                new HoldReport(
                                1_100,
                                Duration.ofMillis(12_340),
                                List.of(FEW, FULL),
                                List.of(last(600, 3), last(399, 4)))
                        .table();
        assertThat(table)
                .contains("| sessions, of 1,100 | 999 |")
                .contains("| time to build | 12.3 s |")
                .contains("| refused, by status | {503=7} |")
                .contains("| lost, by close code | {1012=2} |")
                .contains(
                        "| nodes: live heap | 11 MiB, 2,000 B for each session but the first 100 |")
                .contains("| nodes: RSS | 195 MiB, 5,000 B for each session but the first 100 |")
                .contains(
                        "| kernel, both ends | 391 MiB, 10,000 B for each session but the first 100")
                .contains("| 10.0 % of a core, 90.00 µs a second for each of these |")
                .contains("| acceptedMs: p50, p90, p99 | 5.0, 5.0, 5.0 |")
                .contains("| promises broken | 2 |")
                .endsWith("c: m-1 was never accepted\nc: m-1 was never accepted\n");
    }

    @Test
    void each_size_has_a_row_of_what_it_takes_more_than_the_first() {
        var half = new Size(600, sample(11_500_000, 202_000_000), new CpuRate(0.06));
        var report =
                new HoldReport(
                        1_100,
                        Duration.ofSeconds(1),
                        List.of(FEW, half, FULL),
                        List.of(last(1_100, 0)));
        assertThat(report.table())
                .contains("| 100 | 9 | 381 | 0.01 |")
                .contains("| 600 | 10, 3,000 | 385, 8,000 | 0.06, 100.00 |")
                .contains("| 1,100 | 11, 2,000 | 391, 10,000 | 0.10, 90.00 |");
        assertThat(report.charts())
                .extracting(Chart::name)
                .containsExactly("growth-memory", "growth-cpu");
        assertThat(report.charts()).allMatch(chart -> chart.svg().split("<circle").length > 3);
    }

    @Test
    void of_a_crowd_that_did_not_come_nothing_is_told_but_how_many_did() {
        String table =
                new HoldReport(1_100, Duration.ofSeconds(9), List.of(FEW), List.of(last(700, 1)))
                        .table();
        assertThat(table).contains("| sessions, of 1,100 | 700 |").doesNotContain("live heap");
    }

    @Test
    void holders_share_a_crowd_and_none_has_fewer_when_it_grows() {
        int[] before = new int[3];
        for (int all = 1; all < 50; all++) {
            int sum = 0;
            for (int holder = 0; holder < 3; holder++) {
                int share = Hold.share(all, holder, 3);
                assertThat(share).isGreaterThanOrEqualTo(before[holder]);
                before[holder] = share;
                sum += share;
            }
            assertThat(sum).isEqualTo(all);
        }
    }

    private static Sample sample(long bytes, long rss) {
        return new Sample(bytes, rss, 2 * rss);
    }

    private static JsonNode last(int welcomed, int refused) {
        ObjectNode last = Json.object().put("welcomed", welcomed).put("problems", 1);
        last.putObject("refused").put("503", refused);
        last.putObject("lost").put("1012", 1);
        last.putArray("problemsShown").add("c: m-1 was never accepted");
        var latencies = new Latencies();
        latencies.record(Duration.ofMillis(5));
        last.putObject("histograms").put("acceptedMs", latencies.encoded());
        return last;
    }
}
