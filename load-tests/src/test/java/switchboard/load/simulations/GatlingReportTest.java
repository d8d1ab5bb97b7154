package switchboard.load.simulations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    void the_newest_run_of_the_simulation_counts_and_none_before() throws IOException {
        Instant begun = Instant.ofEpochMilli(1_000);
        assertThat(GatlingReport.of(results.resolve("none"), "Handoffs", begun).requests())
                .isEmpty();
        run("handoffs-20261130001436974", page(), 1_000);
        run("handoffs-20261130001436975", page(row("say", "1")), 2_000);
        run("idlecrowd-20261130001436976", page(), 2_000);
        run("slowreaders-20261130001436900", page(row("say", "1")), 999);
        assertThat(GatlingReport.of(results, "Handoffs", begun).requests()).hasSize(1);
        assertThat(GatlingReport.of(results, "SlowReaders", begun).requests()).isEmpty();
    }

    @Test
    void a_page_of_another_form_is_told_apart_from_one_without_rows() {
        assertThatThrownBy(() -> GatlingReport.of("<html></html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("container_statistics_body");
    }

    private void run(String name, String page, long at) throws IOException {
        Path run = Files.createDirectories(results.resolve(name));
        Path file = Files.writeString(run.resolve("index.html"), page);
        assertThat(file.toFile().setLastModified(at)).isTrue();
    }
}
