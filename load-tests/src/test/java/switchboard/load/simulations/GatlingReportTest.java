package switchboard.load.simulations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatlingReportTest {

    @TempDir Path results;

    private static String page(String... rows) {
        return """
        <table id="container_statistics_head"><tbody><tr id="ROOT" >
        <span class="ellipsed-name">All Requests</span><td class="value total col-2">9</td></tr>
        </tbody></table>
        <table id="container_statistics_body" class="statistics-in"><tbody>\
        """
                + String.join("", rows)
                + "</tbody></table>";
    }

    private static String row(String name, String... cells) {
        StringBuilder row =
                new StringBuilder(
                                "<tr id=\"req_x\" data-parent=\"ROOT\">\n  <td class=\"total col-1\">\n")
                        .append("<span id=\"s\" class=\"ellipsed-name\">")
                        .append(name)
                        .append("</span>\n<span class=\"value\">0</span></td>\n");
        for (int i = 0; i < cells.length; i++) {
            row.append("  <td class=\"value total col-")
                    .append(i + 2)
                    .append("\">")
                    .append(cells[i])
                    .append("</td>\n");
        }
        return row.append("</tr>").toString();
    }

    @Test
    void each_row_but_the_sum_is_read() {
        String page =
                page(
                        row(
                                "agent&#39;s answer",
                                "3,000",
                                "2999",
                                "1",
                                "0.03",
                                "1.9",
                                "1",
                                "4",
                                "6",
                                "12",
                                "40",
                                "60000",
                                "5",
                                "3"),
                        row("say", "7", "7", "0", "0", "0.1", "-", "-", "-", "-", "-", "-"));
        assertThat(GatlingReport.of(page).requests())
                .containsExactly(
                        new GatlingReport.Request("agent's answer", 3000, 1, 4, 12, 40, 60000),
                        new GatlingReport.Request("say", 7, 0, 0, 0, 0, 0));
    }

    @Test
    void the_newest_run_of_the_simulation_counts_and_none_is_no_row() throws IOException {
        assertThat(GatlingReport.newest(results.resolve("none"), "Handoffs").requests()).isEmpty();
        run("handoffs-20261130001436974", page());
        run("handoffs-20261130001436975", page(row("say", "1")));
        run("idlecrowd-20261130001436976", page());
        assertThat(GatlingReport.newest(results, "Handoffs").requests()).hasSize(1);
        assertThat(GatlingReport.newest(results, "SlowReaders").requests()).isEmpty();
    }

    private void run(String name, String page) throws IOException {
        Path run = Files.createDirectories(results.resolve(name));
        Files.writeString(run.resolve("index.html"), page);
    }
}
