package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import switchboard.load.Json;

final class HoldReportTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void a_session_costs_what_the_nodes_take_more_with_it_than_without() {
        String table =
                new HoldReport(
                                1_100,
                                100,
                                Duration.ofMillis(12_340),
                                sample(10_000_000, 200_000_000),
                                new CpuRate(0.01),
                                sample(12_000_000, 205_000_000),
                                new CpuRate(0.1),
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
