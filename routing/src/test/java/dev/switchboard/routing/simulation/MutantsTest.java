package dev.switchboard.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.simulation.Invariant.Violation;
import dev.switchboard.routing.simulation.Mutants.Mutant;
import dev.switchboard.routing.simulation.Simulation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A simulator that finds nothing proves nothing: each of these breaks one rule, and must be
/// caught, by the name of the invariant that the rule serves.
class MutantsTest {

    private static final int STEPS = 1_000;

    private static final int LONG_STEPS = 4 * STEPS;

    /// Within how many seeds a mutant must be caught; most are within ten.
    private static final int SEEDS = 1_000;

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_broken_rule_is_caught(Mutant mutant) {
        for (long seed = 1; seed <= 2 * SEEDS; seed++) {
            // What takes a rare chain of events is likelier in a longer history.
            int steps = seed <= SEEDS ? STEPS : LONG_STEPS;
            Optional<Violation> broken =
                    Simulation.run(Plan.of(seed, steps), mutant.rules(), false).violation();
            if (broken.isPresent()) {
                System.out.println(mutant + ": seed " + seed + ", " + broken.get().invariant());
                assertThat(broken.get().invariant())
                        .as(broken.get().getMessage())
                        .isEqualTo(mutant.caught());
                return;
            }
        }
        throw new AssertionError(mutant + " was not caught within " + SEEDS + " seeds");
    }

    @Test
    void every_invariant_has_a_rule_whose_breaking_it_catches() {
        assertThat(mutants().stream().map(Mutant::caught)).contains(Invariant.values());
    }

    @Test
    void a_failure_is_told_in_a_history_made_small() {
        Mutant mutant =
                mutants().stream()
                        .filter(m -> m.caught() == Invariant.I1)
                        .findFirst()
                        .orElseThrow();
        Outcome failed =
                LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(
                                seed -> Simulation.run(Plan.of(seed, STEPS), mutant.rules(), false))
                        .filter(outcome -> outcome.violation().isPresent())
                        .findFirst()
                        .orElseThrow();

        Outcome small = Shrinker.shrink(failed, mutant.rules());

        assertThat(small.violation().orElseThrow().invariant()).isEqualTo(Invariant.I1);
        assertThat(small.history()).hasSizeLessThan(100);
        assertThat(Report.of(failed, mutant.rules()))
                .contains("I1 accepted once", "-Dsimulation.seed=" + failed.plan().seed());
    }
}
