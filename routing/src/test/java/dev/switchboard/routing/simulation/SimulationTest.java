package dev.switchboard.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.switchboard.routing.simulation.Simulation.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Storms and calms from many seeds. `-Dsimulation.seeds=1000000` runs a million of them,
/// `-Dsimulation.seed=7` one, with its history; `-Dsimulation.steps` says how long a storm lasts.
class SimulationTest {

    private static final Rules RULES = new Rules();
    private static final int STEPS = Integer.getInteger("simulation.steps", 1_000);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);

    @Test
    void whatever_befalls_the_fleet_the_invariants_hold_and_all_comes_to_rest() {
        Long one = Long.getLong("simulation.seed");
        Optional<Outcome> failed =
                one == null
                        ? new Seeds(RULES, STEPS).firstFailure(1, SEEDS)
                        : Optional.of(Simulation.run(Plan.of(one, STEPS), RULES, true));
        failed.ifPresent(this::tell);
    }

    private void tell(Outcome outcome) {
        if (outcome.violation().isPresent()) {
            fail(Report.of(outcome, RULES));
        }
        outcome.history().forEach(System.out::println);
    }

    ///

    @Test
    void one_seed_gives_one_history() {
        for (long seed = 1; seed <= 5; seed++) {
            Outcome first = Simulation.run(Plan.of(seed, STEPS), RULES, true);
            Outcome second = Simulation.run(Plan.of(seed, STEPS), RULES, true);

            assertThat(first.history()).hasSizeGreaterThan(100).isEqualTo(second.history());
        }
    }
}
