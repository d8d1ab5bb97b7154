package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.PoolCommand.Presence.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What becomes of work that is kept from a seat, once the agent has left and come back.
class LapsedExclusionTest {

    private Pool pool = Pool.empty("pool", RoutingPolicy.DEFAULT);

    /// Found by the simulator: the last rung asks for the same as the rung before it, so nobody
    /// looked again when the work came to stand on it.
    @Test
    void a_seat_that_ruled_itself_out_is_asked_once_the_only_other_one_is_gone() {
        step(1_000, up("ana", List.of("sv", "en")));
        step(1_001, up("ben", List.of("en")));
        step(1_002, new PoolCommand.Presence("ana", State.AVAILABLE));
        step(1_003, new PoolCommand.SeatLost("ben", "ben-1"));
        step(1_004, transferByAna());
        step(1_005, new PoolCommand.Presence("ana", State.AWAY));
        step(1_006, new PoolCommand.Presence("ana", State.AVAILABLE));

        List<PoolEffect> effects = step(31_003, new PoolCommand.Tick());

        assertThat(pool.seat("ben")).isEmpty();
        assertThat(effects)
                .anyMatch(e -> e instanceof PoolEffect.Offer o && o.seat().equals("ana"));
    }

    private static PoolCommand up(String seat, List<String> languages) {
        Profile profile = Profile.of(seat, languages, List.of("billing"), 3, List.of());
        return new PoolCommand.SeatUp(seat, profile, "node", seat + "-1");
    }

    private static PoolCommand transferByAna() {
        return new PoolCommand.Enqueue(
                "conversation",
                3,
                new Subject("customer", Reason.TRANSFER, ""),
                new Need("sv", Optional.empty(), new Target.Skill("billing"), Optional.empty()),
                Optional.empty(),
                List.of("ana"));
    }

    private List<PoolEffect> step(long ms, PoolCommand command) {
        Step step = PoolRules.step(pool, command, new CommandId(ms, 0));
        pool = step.pool();
        return step.effects();
    }
}
