package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    @Test
    void what_is_not_said_is_as_it_is_without() {
        Options options = Options.of(List.of("--seconds", "7"), "rates");
        assertThat(options.positive("seconds", 20)).isEqualTo(7);
        assertThat(options.number("warm-up", 0)).isZero();
        assertThat(options.positives("rates", "1000,5000")).containsExactly(1_000, 5_000);
    }

    @Test
    void an_unknown_option_is_refused_with_those_that_are_known() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(List.of("--rate", "5"), "rates"))
                .withMessageContaining("--rate:")
                .withMessageContaining("--rates");
    }

    @Test
    void an_option_without_a_value_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(List.of("--seconds")));
    }

    @Test
    void numbers_that_make_no_sense_are_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(List.of("--seconds", "0")).positive("seconds", 1))
                .withMessage("--seconds must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(List.of("--warm-up", "soon")).number("warm-up", 1))
                .withMessage("--warm-up is no whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Options.of(List.of("--rates", "5,-1"), "rates").positives("rates", "1"))
                .withMessage("--rates must be at least 1");
    }

    @Test
    void an_unknown_kind_of_connection_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handshakes.Kind.of("quic"))
                .withMessageContaining("quic");
    }
}
