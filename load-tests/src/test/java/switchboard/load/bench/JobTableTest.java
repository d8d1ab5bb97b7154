package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class JobTableTest {

    @Test
    void peers_stand_side_by_side_and_are_compared_with_switchboard() {
        var medians = new Medians();
        medians.add(
                Peer.SWITCHBOARD,
                Map.of("requestsPerSecond", 3_000.0, "requestsPerCpuSecond", 10_000.0));
        medians.add(Peer.BUN, Map.of("requestsPerCpuSecond", 25_000.0));
        assertThat(JobTable.of(new EchoJob(), medians))
                .contains("| | Switchboard | Bun |\n|---|---|---|\n")
                .contains("| requests/s in all | 3,000 |  |")
                .contains("| requests per CPU-second | 10,000 | 25,000 (2.50×) |");
    }
}
