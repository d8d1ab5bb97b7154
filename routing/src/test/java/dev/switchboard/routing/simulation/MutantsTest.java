package dev.switchboard.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.simulation.Mutants.Mutant;
import dev.switchboard.routing.simulation.Simulation.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A simulator that finds nothing proves nothing: each of these breaks one rule, and must be
/// caught, by the name of the invariant that the rule serves.
class MutantsTest {

    private static final int STEPS = 1_000;

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_broken_rule_is_caught(Mutant mutant) {
        for (long seed = 1; seed <= mutant.seeds(); seed++) {
            Outcome outcome = Simulation.run(Plan.of(seed, STEPS), mutant.rules(), false);
            if (outcome.violation().isPresent()) {
                assertThat(outcome.violation().get().invariant())
                        .as(outcome.violation().get().getMessage())
                        .isEqualTo(mutant.caught());
                return;
            }
        }
        throw new AssertionError(mutant + " was not caught within " + mutant.seeds() + " seeds");
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
        Outcome failed = Simulation.run(Plan.of(1, STEPS), mutant.rules(), false);

        Outcome small = Shrinker.shrink(failed, mutant.rules());

        assertThat(small.violation().orElseThrow().invariant()).isEqualTo(Invariant.I1);
        assertThat(small.history()).hasSizeLessThan(30);
        assertThat(Report.of(failed, mutant.rules()))
                .contains("I1 accepted once", "-Dsimulation.seed=1");
    }
}
