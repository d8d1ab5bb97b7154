package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hundreds of random histories: a storm, then a calm in which all must come to rest. To see one
/// again, set the system property `pool.seed`; for more or fewer of them, `pool.seeds`.
class PoolSimulationTest {
    private static final int STEPS = 400;

    static LongStream seeds() {
        // The two at the end are rare in seeing a last resort that nobody looked at again.
        Long one = Long.getLong("pool.seed");
        return one == null
                ? LongStream.concat(
                        LongStream.range(0, Long.getLong("pool.seeds", 50)), LongStream.of(61, 75))
                : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void all_invariants_hold_and_all_comes_to_rest(long seed) {
        PoolWorld world = new PoolWorld(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                world.storm();
            }
            world.calm();
            poolAndConversationsAgree(world);
            replaysAlike(world);
            world.drain();
            nothingIsLeft(world);
        } catch (AssertionError | RuntimeException failure) {
            fail(
                    "pool.seed="
                            + seed
                            + " after "
                            + world.history.size()
                            + " commands, the last "
                            + world.history.getLast(),
                    failure);
        }
    }

    @Test
    void the_storm_reaches_every_command_and_every_effect() {
        Set<Class<?>> seen = new HashSet<>();
        for (long seed = 0; seed < 8; seed++) {
            PoolWorld world = new PoolWorld(seed);
            for (int step = 0; step < STEPS; step++) {
                world.storm();
            }
            world.history.forEach(sent -> seen.add(sent.command().getClass()));
            world.effects.forEach(effect -> seen.add(effect.getClass()));
        }

        assertThat(seen).contains(PoolEffect.class.getPermittedSubclasses());
        assertThat(seen).contains(PoolCommand.class.getPermittedSubclasses());
    }

    /// Nobody who wants a person is without one, and no room is held by a ghost.
    private static void poolAndConversationsAgree(PoolWorld world) {
        List<String> held = new ArrayList<>();
        world.conversations.forEach((id, conversation) -> {
            assertThat(conversation.queued)
                    .as("%s still waits, in %s", id, world.pool.item(id))
                    .isFalse();
            conversation.agent.ifPresent(
                    agent -> held.add(id + "@" + (conversation.epoch - 1) + " " + agent));
        });
        List<String> assigned = new ArrayList<>();
        for (WorkItem item : world.pool.items().values()) {
            assertThat(item.stage()).isInstanceOf(Stage.Assigned.class);
            assigned.add(
                    item.conversation()
                            + "@"
                            + item.epoch()
                            + " "
                            + item.stage().atSeat().orElseThrow());
        }
        assertThat(assigned).isEqualTo(held);
    }

    private static void replaysAlike(PoolWorld world) {
        Pool pool = world.start;
        Pool snapshot = pool;
        List<PoolEffect> effects = new ArrayList<>();
        int middle = world.history.size() / 2;
        for (int n = 0; n < world.history.size(); n++) {
            PoolWorld.Sent sent = world.history.get(n);
            Step step = PoolRules.step(pool, sent.command(), sent.id());
            pool = step.pool();
            effects.addAll(step.effects());
            snapshot = n == middle ? pool : snapshot;
        }
        assertThat(pool).isEqualTo(world.pool);
        assertThat(effects).isEqualTo(world.effects);
        // A replay that begins before the snapshot's end comes to the same.
        for (PoolWorld.Sent sent : world.history.subList(middle / 2, world.history.size())) {
            snapshot = PoolRules.step(snapshot, sent.command(), sent.id()).pool();
        }
        assertThat(snapshot).isEqualTo(world.pool);
    }

    private static void nothingIsLeft(PoolWorld world) {
        assertThat(world.pool.items()).isEmpty();
        assertThat(PoolRules.outstanding(world.pool)).isEmpty();
        assertThat(world.pool.seats().keySet()).allMatch(seat -> world.pool.load(seat) == 0);
        assertThat(world.invariants.offersBeforeAgents()).isEmpty();
        world.forget();
        assertThat(world.pool.snapshot().ended()).isEmpty();
    }
}
