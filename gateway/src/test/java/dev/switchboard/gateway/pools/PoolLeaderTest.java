package dev.switchboard.gateway.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.RedisTest;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.Subject;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A pool's leader on a real Redis, alone and with another.
class PoolLeaderTest extends RedisTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void a_leader_that_leaves_leaves_a_snapshot_so_that_the_next_steps_nothing_again()
            throws Exception {
        PoolStore redis = store.pool("leaves");
        var first = new Ears();
        PoolLeader leader = leader("a", redis, first);
        asked(() -> started(leader));
        CommandId last = enqueue(redis, 1, 20);
        first.awaitCommand(last);
        get(leader::stop);
        Pool left = get(redis::snapshot).orElseThrow();
        assertThat(left.last()).isGreaterThanOrEqualTo(last);
        assertThat(left.items()).hasSize(20);

        var second = new Ears();
        PoolLeader next = leader("b", redis, second);
        asked(() -> started(next));
        second.await("to lead", ears -> ears.resumed.size() == 1);
        // A tick that the first had filed may have come after its snapshot.
        Pool found = second.resumed.getFirst();
        assertThat(found.last()).isGreaterThanOrEqualTo(left.last());
        assertThat(found.items()).isEqualTo(left.items());
        get(next::stop);
    }

    @Test
    void a_leader_whose_reader_breaks_reads_all_again_whatever_its_lease() throws Exception {
        var redis = new GatedPool(store.pool("breaks"));
        var ears = new Ears();
        PoolLeader leader = leader("a", redis, ears);
        asked(() -> started(leader));
        ears.awaitCommand(enqueue(redis, 1, 5));
        redis.fail(true);
        enqueue(redis, 6, 1);
        get(redis::failed);
        redis.fail(false);
        ears.await("to lead again", e -> e.resumed.size() > 1);
        assertThat(ears.resumed.getLast().items()).hasSize(6);
        assertThat(ears.ended).isZero();
        ears.awaitCommand(enqueue(redis, 7, 5));
        get(leader::stop);
        assertThat(get(redis::snapshot).orElseThrow().items()).hasSize(11);
    }

    @Test
    void a_leader_whose_reader_stays_broken_leaves_the_pool_to_others() throws Exception {
        var redis = new GatedPool(store.pool("stays-broken"));
        var ears = new Ears();
        PoolLeader leader = leader("a", redis, ears, Duration.ofMillis(300));
        asked(() -> started(leader));
        ears.await("to lead", e -> e.resumed.size() == 1);
        redis.fail(true);
        enqueue(redis, 1, 1);
        ears.await("to end", e -> e.ended > 0);
        redis.fail(false);
        ears.await("to lead again", e -> e.resumed.size() > 1);
        assertThat(ears.resumed.getLast().items()).hasSize(1);
        get(leader::stop);
    }

    @Test
    void a_leader_that_slept_while_another_dropped_commands_misses_none() throws Exception {
        PoolStore real = store.pool("sleeps");
        var gated = new GatedPool(real);
        var sleeper = new Ears();
        PoolLeader a = leader("a", gated, sleeper);
        asked(() -> started(a));
        sleeper.awaitCommand(enqueue(real, 1, 5));
        gated.hold();
        // Ends the read that is under way, if one is: the next is held.
        enqueue(real, 6, 1);

        raw("DEL {p:sleeps}:lease");
        var other = new Ears();
        PoolLeader b = leader("b", real, other);
        asked(() -> started(b));
        other.awaitCommand(enqueue(real, 7, 30));
        get(b::stop);
        int told = sleeper.commands.size();
        gated.release();

        sleeper.awaitCommand(enqueue(real, 37, 1));
        assertThat(sleeper.resumed).hasSize(2);
        assertThat(sleeper.resumed.getLast().items()).hasSizeGreaterThanOrEqualTo(36);
        assertThat(sleeper.commands.size() - told)
                .as("what another has stepped is not told again")
                .isLessThan(10);
        get(a::stop);
        assertThat(get(real::snapshot).orElseThrow().items()).hasSize(37);
    }

    @Test
    void a_leader_whose_store_went_back_goes_on_from_what_is_there() throws Exception {
        PoolStore redis = store.pool("back");
        var ears = new Ears();
        PoolLeader a = leader("a", redis, ears);
        asked(() -> started(a));
        ears.awaitCommand(enqueue(redis, 1, 5));
        raw("COPY {p:back}:commands {p:back}:older");
        ears.awaitCommand(enqueue(redis, 6, 3));
        raw("COPY {p:back}:older {p:back}:commands REPLACE");

        ears.await("to begin anew", e -> e.resumed.size() == 2);
        assertThat(ears.resumed.getLast().items()).hasSize(5);
        ears.awaitCommand(enqueue(redis, 20, 1));
        get(a::stop);
        assertThat(get(redis::snapshot).orElseThrow().items().keySet())
                .containsExactlyInAnyOrder("c1", "c2", "c3", "c4", "c5", "c20");
    }

    private static PoolLeader leader(String node, PoolStore redis, Ears ears) {
        return leader(node, redis, ears, LONG);
    }

    private static PoolLeader leader(String node, PoolStore redis, Ears ears, Duration lease) {
        return new PoolLeader(
                vertx,
                node,
                "p",
                redis,
                store.nodes(),
                new GatewayConfig.Pool(4, 10, lease),
                () -> RoutingPolicy.DEFAULT,
                InstantSource.system(),
                ears);
    }

    private static Future<Void> started(PoolLeader leader) {
        leader.start();
        return Future.succeededFuture();
    }

    /// The id of the last of so many conversations that want a person.
    private static CommandId enqueue(PoolStore redis, int from, int count) throws Exception {
        CommandId id = CommandId.NONE;
        for (int i = from; i < from + count; i++) {
            var command =
                    new PoolCommand.Enqueue(
                            "c" + i,
                            1,
                            new Subject("kim", Reason.DISPUTE, ""),
                            new Need(
                                    "sv", Optional.empty(), new Target.Anybody(), Optional.empty()),
                            Optional.empty(),
                            List.of());
            id = get(() -> redis.append(command));
        }
        return id;
    }

    /// Hears what a leader says.
    private static final class Ears implements PoolLeader.Audience {
        final List<CommandId> commands = new ArrayList<>();
        final List<Pool> resumed = new ArrayList<>();
        int ended;

        @Override
        public synchronized void stepped(Pool before, PoolCommand command, Step step) {
            commands.add(step.pool().last());
            notifyAll();
        }

        @Override
        public synchronized void resumed(Pool pool) {
            resumed.add(pool);
            notifyAll();
        }

        @Override
        public void counted(Pool pool) {}

        @Override
        public synchronized void ended() {
            ended++;
            notifyAll();
        }

        /// Until the command has been taken, aloud or in silence.
        void awaitCommand(CommandId id) {
            await(
                    "for " + id,
                    ears ->
                            ears.commands.contains(id)
                                    || ears.resumed.stream()
                                            .anyMatch(pool -> pool.last().compareTo(id) >= 0));
        }

        synchronized void await(String what, Predicate<Ears> such) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!such.test(this)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("waited in vain " + what);
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
