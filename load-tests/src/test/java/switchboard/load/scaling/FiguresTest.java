package switchboard.load.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.load.scaling.Figures.Figure;
import switchboard.load.scaling.Figures.Origin;

final class FiguresTest {

    @TempDir private Path directory;

    @Test
    void a_figure_says_where_it_is_from() throws IOException {
        Figures figures =
                read("a-bytes: { value: 3, by: a command }\nb-percent: { value: 25, why: so }");
        assertThat(figures.all())
                .containsEntry("a-bytes", new Figure(3, Origin.MEASURED, "a command"));
        assertThat(figures.share("b-percent")).isEqualTo(0.25);
    }

    @Test
    void a_figure_from_nowhere_is_refused() {
        refused("a: { value: 3 }", "a does not say where it is from");
        refused("a: { value: 3, by: x, assumed: y }", "a is from two places");
    }

    @Test
    void what_is_no_number_is_refused() {
        refused("a: { value: many, why: x }", "a: value is no number");
        refused("a: { value: -1, why: x }", "a: value is no number of at least 0");
    }

    @Test
    void a_name_stands_in_one_file_alone() throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), "a: { value: 3, why: x }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figures.read(file, file))
                .withMessage("a is there twice");
    }

    @Test
    void a_figure_that_is_missing_is_named() throws IOException {
        Figures figures = read("a: { value: 3, why: x }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> figures.of("b"))
                .withMessage("there is no b");
    }

    private void refused(String yaml, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(yaml))
                .withMessageContaining(why);
    }

    private Figures read(String yaml) throws IOException {
        return Figures.read(Files.writeString(directory.resolve("figures.yaml"), yaml));
    }
}
