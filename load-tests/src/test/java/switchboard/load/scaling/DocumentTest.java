package switchboard.load.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DocumentTest {

    private static final Path HOME = Path.of("..");

    @Test
    void docs_scaling_agrees_with_the_figures() throws IOException {
        String text = Files.readString(HOME.resolve("docs/scaling.md"));
        assertThat(Document.of(Scale.figures(HOME)).in(text))
                .as("after a change of load-tests/scaling run ./load-tests/scale")
                .isEqualTo(text);
    }

    @Test
    void what_stands_beside_the_tables_stays() {
        String text =
                """
                before
                <!-- begin plans -->
                old
                <!-- end plans -->
                <!-- begin measured -->
                <!-- end measured -->
                between
                <!-- begin assumed -->
                <!-- end assumed -->
                after
                """;
        assertThat(new Document("p\n", "m\n", "a\n").in(text))
                .isEqualTo(
                        """
                        before
                        <!-- begin plans -->
                        p
                        <!-- end plans -->
                        <!-- begin measured -->
                        m
                        <!-- end measured -->
                        between
                        <!-- begin assumed -->
                        a
                        <!-- end assumed -->
                        after
                        """);
    }

    @Test
    void a_document_without_a_place_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Document("", "", "").in("nothing"))
                .withMessage("there is no place for plans");
    }

    @Test
    void figures_have_as_many_digits_as_mean_something() {
        assertThat(PlanTable.figure(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(PlanTable.figure(12.345)).isEqualTo("12.3");
        assertThat(PlanTable.figure(0.123)).isEqualTo("0.12");
        assertThat(PlanTable.figure(4)).isEqualTo("4");
    }
}
