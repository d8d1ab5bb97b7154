package dev.switchboard.gateway.evals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassPowerTest {

    /// C(c, k) / C(n, k), by hand.
    @ParameterizedTest
    @CsvSource({
        "4, 4, 4, 1",
        "3, 4, 1, 0.75",
        "3, 4, 2, 0.5",
        "3, 4, 3, 0.25",
        "3, 4, 4, 0",
        "2, 4, 2, 0.16666666667",
        "0, 4, 1, 0",
        "7, 8, 4, 0.5",
        "1, 1, 1, 1"
    })
    void it_is_the_share_of_all_choices_of_k_runs_that_passed(
            int passed, int runs, int k, double estimate) {
        assertThat(PassPower.estimate(passed, runs, k)).isCloseTo(estimate, within(1e-9));
    }

    @Test
    void its_mean_is_the_chance_that_k_runs_pass() {
        var random = new SplittableRandom(1);
        double sum = 0;
        int tries = 200_000;
        for (int i = 0; i < tries; i++) {
            int passed = 0;
            for (int run = 0; run < 4; run++) {
                passed += random.nextDouble() < 0.8 ? 1 : 0;
            }
            sum += PassPower.estimate(passed, 4, 3);
        }
        assertThat(sum / tries).isCloseTo(Math.pow(0.8, 3), within(0.005));
    }

    @Test
    void fewer_runs_than_k_say_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> PassPower.estimate(3, 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> PassPower.estimate(4, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PassPower.estimate(1, 3, 0));
    }
}
