package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.RedisCluster;
import dev.switchboard.gateway.kit.RedisServer;
import dev.switchboard.gateway.store.NodeStore.Batch;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slots are moved from one master to another under the store.
class SlotMoveTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir private Path dir;
    private RedisCluster redis;

    @BeforeEach
    void start() {
        redis = RedisCluster.start(dir, 0);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void what_is_said_while_its_slot_moves_is_there_once_and_in_order() throws Exception {
        // All in one slot, as the text in the first braces is the same.
        List<String> conversations = IntStream.range(0, 5).mapToObj(i -> "x}" + i).toList();
        int slot = redis.slot("{c:x}");
        RedisServer from = redis.master("{c:x}");
        RedisServer to = other(from);
        try (Caller caller = new Caller(redis.uri(), 0)) {
            Talkers talkers = Talkers.start(caller, conversations);
            talkers.accept(50);
            redis.beginMove(slot, from, to);
            while (redis.moveKeys(slot, 1, from, to) > 0) {
                // Those whose keys are on both sides wait for the rest.
                caller.get(caller.store()::ping);
            }
            talkers.accept(50);
            redis.endMove(slot, from, to);
            talkers.accept(50);
            talkers.endAndCompare();
            assertThat(caller.counted("switchboard.redis.redirections", "kind", "ask"))
                    .isPositive();
            assertThat(caller.counted("switchboard.redis.redirections", "kind", "moved"))
                    .isPositive();
            assertThat(redis.master("{c:x}")).isSameAs(to);
        }
    }

    @Test
    void an_inbox_is_read_on_where_its_slot_went() throws Exception {
        RedisServer from = redis.master("inbox:n");
        RedisServer to = other(from);
        int slot = redis.slot("inbox:n");
        try (Caller caller = new Caller(redis.uri(), 0)) {
            caller.get(() -> caller.store().nodes().alive("n", LONG));
            var inbox = caller.get(() -> caller.store().nodes().inbox("n"));
            caller.get(() -> inbox.await(10, LONG));
            // Nobody tells who waits at the one that its key is gone to the other.
            var waiting = caller.asked(() -> inbox.await(10, Duration.ofMillis(500)));
            redis.beginMove(slot, from, to);
            redis.moveKeys(slot, 10, from, to);
            // Between the two, whoever asks the one is sent to the other.
            read(caller, inbox, waiting, 1);
            waiting = caller.asked(() -> inbox.await(10, LONG));
            redis.endMove(slot, from, to);
            read(caller, inbox, waiting, 2);
        }
    }

    /// Whoever waits reads it, or is told to ask again.
    private static void read(
            Caller caller, NodeStore.Inbox inbox, Future<List<Batch>> waiting, int number)
            throws Exception {
        var batch = new Batch("w", number, List.of("hello"));
        caller.served(() -> caller.store().nodes().post("n", batch, 100));
        List<Batch> read = caller.get(() -> waiting.otherwise(List.of()));
        while (!read.contains(batch)) {
            read = caller.served(() -> inbox.await(10, LONG));
        }
    }

    private RedisServer other(RedisServer than) {
        return redis.servers().stream().filter(s -> s != than).findFirst().orElseThrow();
    }
}
