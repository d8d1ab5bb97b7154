package switchboard.load.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {

    private static final String PAGE =
            "# Page\n<!-- bench:echo -->\nold\n<!-- /bench:echo -->\nrest\n";

    @TempDir private Path directory;

    @Test
    void a_section_takes_the_place_of_the_one_before_and_the_rest_stays() throws Exception {
        Path file = Files.writeString(directory.resolve("page.md"), PAGE);
        var page = new Page(file);
        page.check(List.of("echo"));
        Chart chart = Chart.bars("echoes", "Echoes", Map.of("one", 1.0));
        page.write("echo", "Made today.", "\n| a |\n|---|\n", List.of(chart));
        page.write("echo", "Made today.", "\n| a |\n|---|\n", List.of(chart));
        assertThat(file)
                .content()
                .isEqualTo(
                        """
                        # Page
                        <!-- bench:echo -->

                        Made today.

                        | a |
                        |---|

                        ![echoes](benchmarks/echoes.svg)
                        <!-- /bench:echo -->
                        rest
                        """);
        assertThat(directory.resolve("benchmarks/echoes.svg")).isNotEmptyFile();
    }

    @Test
    void a_page_without_a_place_for_a_section_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("page.md"), PAGE);
        assertThatThrownBy(() -> new Page(file).check(List.of("relay")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bench:relay");
        assertThatThrownBy(() -> new Page(directory.resolve("none.md")).check(List.of("echo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.md");
    }

    @Test
    void a_command_can_be_given_again_as_it_is_shown() {
        assertThat(
                        Page.command(
                                "bench",
                                List.of(
                                        "--java-opts",
                                        "-Xms2g -Xmx2g",
                                        "--page",
                                        "docs/benchmarks.md",
                                        "--rounds",
                                        "2")))
                .isEqualTo("./load-tests/bench --java-opts \"-Xms2g -Xmx2g\" --rounds 2");
    }
}
