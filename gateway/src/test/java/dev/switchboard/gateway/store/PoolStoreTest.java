package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.PoolStore.Filed;
import dev.switchboard.gateway.store.PoolStore.Page;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pool's place in Redis does what its specification in memory does.
class PoolStoreTest extends RedisTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void redis_and_memory_answer_alike(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        PoolStore redis = store.pool("alike-" + seed);
        var memory = new MemoryPool();
        // Two who step the same stream, one of them often far behind.
        var steppers = new ArrayList<>(List.of(empty("p"), empty("p")));
        for (int step = 0; step < 150; step++) {
            String label = "seed " + seed + " step " + step;
            int who = random.nextInt(2);
            Pool mine = steppers.get(who);
            String node = "n" + random.nextInt(3);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    PoolCommand command = command(random);
                    memory.file(get(() -> redis.append(command)), command);
                }
                case 3, 4 -> {
                    int max = 1 + random.nextInt(6);
                    Page page = get(() -> redis.read(mine.last(), max));
                    assertThat(page).as(label).isEqualTo(get(() -> memory.read(mine.last(), max)));
                    steppers.set(who, taken(mine, page, redis));
                }
                case 5 -> {
                    if (!mine.last().equals(CommandId.NONE)) {
                        assertThat(get(() -> redis.save(mine)))
                                .as(label)
                                .isEqualTo(get(() -> memory.save(mine)));
                    }
                    assertThat(get(redis::snapshot)).as(label).isEqualTo(get(memory::snapshot));
                }
                case 6 ->
                        assertThat(get(() -> redis.acquire(node, LONG)))
                                .as(label)
                                .isEqualTo(get(() -> memory.acquire(node, LONG)));
                default -> {
                    assertThat(get(() -> redis.renew(node, LONG)))
                            .as(label)
                            .isEqualTo(get(() -> memory.renew(node, LONG)));
                    if (random.nextBoolean()) {
                        get(() -> redis.release(node));
                        get(() -> memory.release(node));
                    }
                }
            }
        }
    }

    private static Pool taken(Pool mine, Page page, PoolStore redis) throws Exception {
        return switch (page) {
            case Page.Overtaken _ -> get(redis::snapshot).orElseThrow();
            case Page.Commands(var filed) -> {
                Pool pool = mine;
                for (Filed f : filed) {
                    pool = PoolRules.step(pool, f.command(), f.id()).pool();
                }
                yield pool;
            }
        };
    }

    @Test
    void whoever_steps_from_the_snapshot_and_whoever_steps_it_all_come_to_the_same()
            throws Exception {
        PoolStore redis = store.pool("same");
        var random = new SplittableRandom(7);
        Pool whole = empty("p");
        for (int i = 0; i < 300; i++) {
            PoolCommand command = command(random);
            CommandId id = get(() -> redis.append(command));
            whole = PoolRules.step(whole, command, id).pool();
            if (i == 200) {
                Pool then = whole;
                get(() -> redis.save(then));
            }
        }
        Pool pool = get(redis::snapshot).orElseThrow();
        Page page = get(() -> redis.read(pool.last(), 1_000));
        assertThat(taken(pool, page, redis)).isEqualTo(whole);
    }

    @Test
    void a_stale_snapshot_neither_replaces_a_newer_one_nor_drops_what_follows_it()
            throws Exception {
        PoolStore redis = store.pool("stale");
        Pool older = stepped(redis, empty("p"), 5);
        Pool newer = stepped(redis, older, 5);
        Pool newest = stepped(redis, newer, 5);
        assertThat(get(() -> redis.save(newer))).isTrue();
        assertThat(get(() -> redis.save(older))).isFalse();
        assertThat(get(() -> redis.save(newer))).isFalse();
        assertThat(get(redis::snapshot)).contains(newer);
        Page rest = get(() -> redis.read(newer.last(), 100));
        assertThat(((Page.Commands) rest).filed()).hasSize(5);
        assertThat(taken(newer, rest, redis)).isEqualTo(newest);
    }

    @Test
    void a_snapshot_of_commands_that_the_store_has_lost_is_not_taken() throws Exception {
        PoolStore redis = store.pool("lost");
        Pool older = stepped(redis, empty("p"), 5);
        raw("COPY {p:lost}:commands {p:lost}:older");
        Pool newer = stepped(redis, older, 5);
        assertThat(get(() -> redis.holds(newer.last()))).isTrue();
        raw("COPY {p:lost}:older {p:lost}:commands REPLACE");
        assertThat(get(() -> redis.holds(newer.last()))).isFalse();
        assertThat(get(() -> redis.save(newer))).isFalse();
        assertThat(get(redis::snapshot)).isEmpty();
        assertThat(get(() -> redis.holds(older.last()))).isTrue();
        assertThat(get(() -> redis.save(older))).isTrue();
    }

    @Test
    void a_reader_behind_the_newest_snapshot_is_told_so() throws Exception {
        PoolStore redis = store.pool("behind");
        Pool older = stepped(redis, empty("p"), 5);
        Pool newer = stepped(redis, older, 5);
        get(() -> redis.save(newer));
        PoolStore.Reader reader = get(redis::reader);
        assertThat(get(() -> redis.read(older.last(), 10))).isInstanceOf(Page.Overtaken.class);
        assertThat(get(() -> reader.await(older.last(), 10, LONG)))
                .isInstanceOf(Page.Overtaken.class);
        assertThat(get(() -> redis.read(newer.last(), 10))).isEqualTo(new Page.Commands(List.of()));
    }

    @Test
    void a_waiting_reader_is_woken_by_the_next_command_and_not_by_a_snapshot_of_what_it_knows()
            throws Exception {
        PoolStore redis = store.pool("waiting");
        Pool pool = stepped(redis, empty("p"), 3);
        PoolStore.Reader reader = get(redis::reader);
        var waiting = asked(() -> reader.await(pool.last(), 10, LONG));
        get(() -> redis.save(pool));
        assertThat(waiting.isComplete()).isFalse();
        CommandId id = get(() -> redis.append(new PoolCommand.Tick()));
        assertThat(get(() -> waiting))
                .isEqualTo(new Page.Commands(List.of(new Filed(id, new PoolCommand.Tick()))));
        assertThat(get(() -> reader.await(id, 10, Duration.ofMillis(1))))
                .isEqualTo(new Page.Commands(List.of()));
    }

    @Test
    void a_node_has_its_own_lease_again_and_never_anothers() throws Exception {
        PoolStore redis = store.pool("lease");
        assertThat(get(() -> redis.renew("a", LONG))).isFalse();
        assertThat(get(() -> redis.acquire("a", LONG))).isTrue();
        assertThat(get(() -> redis.acquire("a", LONG))).isTrue();
        assertThat(get(() -> redis.acquire("b", LONG))).isFalse();
        get(() -> redis.release("b"));
        assertThat(get(() -> redis.renew("a", LONG))).isTrue();
        get(() -> redis.release("a"));
        assertThat(get(() -> redis.acquire("b", LONG))).isTrue();
    }

    private static Pool stepped(PoolStore redis, Pool from, int commands) throws Exception {
        var random = new SplittableRandom(commands);
        Pool pool = from;
        for (int i = 0; i < commands; i++) {
            PoolCommand command = command(random);
            pool = PoolRules.step(pool, command, get(() -> redis.append(command))).pool();
        }
        return pool;
    }

    private static Pool empty(String id) {
        return Pool.empty(id, RoutingPolicy.DEFAULT);
    }

    private static PoolCommand command(SplittableRandom random) {
        String seat = "s" + random.nextInt(4);
        String conversation = "c" + random.nextInt(20);
        return switch (random.nextInt(5)) {
            case 0 ->
                    new PoolCommand.SeatUp(
                            seat,
                            Profile.of("Ana", List.of("sv"), List.of("fraud"), 3, List.of("SE")),
                            "n1",
                            "k" + random.nextInt(50));
            case 1 -> new PoolCommand.Presence(seat, PoolCommand.Presence.State.AVAILABLE);
            case 2, 3 ->
                    new PoolCommand.Enqueue(
                            conversation,
                            random.nextInt(5),
                            new Subject("kim", Reason.DISPUTE, "Hej \"du\" 🙂"),
                            new Need(
                                    "sv",
                                    Optional.of("SE"),
                                    random.nextBoolean()
                                            ? new Target.Anybody()
                                            : new Target.Seat(seat),
                                    Optional.empty()),
                            Optional.empty(),
                            List.of());
            default -> new PoolCommand.Cancel(conversation, random.nextInt(5));
        };
    }
}
