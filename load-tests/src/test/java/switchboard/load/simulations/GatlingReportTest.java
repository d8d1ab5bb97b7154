package switchboard.load.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.load.Json;

class GatlingReportTest {

    private static final String STATS =
            """
            {"type": "GROUP", "name": "All Requests", "path": "", "stats": {"name": "All Requests"},
             "contents": {
               "req_welcome-1": {"type": "REQUEST", "name": "welcome", "stats": {
                 "name": "welcome",
                 "numberOfRequests": {"total": 3000, "ok": 2999, "ko": 1},
                 "minResponseTime": {"total": 1, "ok": 1, "ko": 60000},
                 "maxResponseTime": {"total": 60000, "ok": 90, "ko": 60000},
                 "percentiles1": {"total": 4, "ok": 4, "ko": 60000},
                 "percentiles2": {"total": 6, "ok": 6, "ko": 60000},
                 "percentiles3": {"total": 12, "ok": 12, "ko": 60000},
                 "percentiles4": {"total": 40, "ok": 39, "ko": 60000}}},
               "group_talk-2": {"type": "GROUP", "name": "talk", "stats": {"name": "talk"},
                 "contents": {
                   "req_accepted-3": {"type": "REQUEST", "name": "accepted", "stats": {
                     "name": "accepted",
                     "numberOfRequests": {"total": 7, "ok": 7, "ko": 0},
                     "maxResponseTime": {"total": 9},
                     "percentiles1": {"total": 2},
                     "percentiles3": {"total": 8},
                     "percentiles4": {"total": 9}}}}}}}
            """;

    @TempDir Path results;

    @Test
    void requests_are_found_within_groups_too() {
        assertThat(GatlingReport.of(Json.read(STATS)).requests())
                .containsExactly(
                        new GatlingReport.Request("welcome", 3000, 1, 4, 12, 40, 60000),
                        new GatlingReport.Request("accepted", 7, 0, 2, 8, 9, 9));
    }

    @Test
    void the_newest_run_counts_and_none_is_no_row() throws IOException {
        assertThat(GatlingReport.newestIn(results.resolve("none")).requests()).isEmpty();
        run("old", "{}", 1_000);
        run("new", STATS, 2_000);
        assertThat(GatlingReport.newestIn(results).requests()).hasSize(2);
    }

    private void run(String name, String stats, long at) throws IOException {
        Path js = Files.createDirectories(results.resolve(name).resolve("js"));
        Path file = Files.writeString(js.resolve("stats.json"), stats);
        assertThat(file.toFile().setLastModified(at)).isTrue();
    }
}
