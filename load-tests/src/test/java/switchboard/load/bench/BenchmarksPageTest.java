package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchmarksPageTest {

    private static final String PAGE =
            "# Page\n<!-- bench:echo -->\nold\n<!-- /bench:echo -->\nrest\n";

    @TempDir private Path directory;

    @Test
    void a_section_takes_the_place_of_the_one_before_and_the_rest_stays() throws Exception {
        Path file = Files.writeString(directory.resolve("page.md"), PAGE);
        var medians = new Medians();
        medians.add(
                Peer.SWITCHBOARD,
                Map.of("requestsPerSecond", 3_000.0, "requestsPerCpuSecond", 10_000.0));
        medians.add(Peer.BUN, Map.of("requestsPerCpuSecond", 25_000.0));
        var page = new BenchmarksPage(file);
        page.check(List.of("echo"));
        page.publish(new EchoJob(), medians, "Made today.");
        page.publish(new EchoJob(), medians, "Made today.");
        assertThat(file)
                .content()
                .startsWith("# Page\n<!-- bench:echo -->\n\nMade today.\n")
                .contains("| | Switchboard | Bun |\n|---|---|---|\n")
                .contains("| requests/s in all | 3,000 |  |")
                .contains("| requests per CPU-second | 10,000 | 25,000 (2.50×) |")
                .contains("![echo-requests](benchmarks/echo-requests.svg)")
                .endsWith("<!-- /bench:echo -->\nrest\n")
                .containsOnlyOnce("Made today.")
                .doesNotContain("old");
        assertThat(directory.resolve("benchmarks/echo-requests.svg")).isNotEmptyFile();
    }

    @Test
    void a_page_without_a_place_for_a_job_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("page.md"), PAGE);
        assertThatThrownBy(() -> new BenchmarksPage(file).check(List.of("relay")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bench:relay");
    }
}
