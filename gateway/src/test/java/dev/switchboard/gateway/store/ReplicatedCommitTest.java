package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.RedisServer;
import dev.switchboard.gateway.store.ConversationStore.Committed;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is accepted is with a replica too.
class ReplicatedCommitTest {

    @TempDir private Path dir;
    private RedisServer primary;
    private RedisServer replica;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        primary = RedisServer.start(dir.resolve("primary"));
        replica =
                RedisServer.start(dir.resolve("replica"), "replicaof 127.0.0.1 " + primary.port());
        primary.await("INFO replication", info -> info.contains("state=online"));
        caller = new Caller(uri(), 1);
        // A replica that has just come may take its time with its first acknowledgement.
        caller.served(() -> caller.say("before", 1));
    }

    private URI uri() {
        return URI.create("redis://" + primary.endpoint());
    }

    @AfterEach
    void stop() throws Exception {
        caller.close();
        replica.close();
        primary.close();
    }

    @Test
    void what_is_accepted_is_there_although_the_primary_dies_at_once() throws Exception {
        caller.get(() -> caller.say("a", 1));
        primary.kill();
        assertThat(replica.say("XLEN", "{c:a}:log")).isEqualTo(":1");
    }

    @Test
    void without_a_replica_nothing_is_accepted_and_what_is_said_again_is_once_it_is_back()
            throws Exception {
        double before = unacknowledged();
        replica.pause();
        try (Caller other = new Caller(uri(), 1)) {
            assertThat(outcome(caller, () -> caller.say("a", 1))).isEqualTo("unavailable");
            assertThat(primary.say("XLEN", "{c:a}:log")).isEqualTo(":1");
            // It is stored, but not acknowledged, whoever asks: on this connection and another.
            assertThat(outcome(caller, () -> caller.say("a", 1))).isEqualTo("unavailable");
            assertThat(outcome(other, () -> other.say("a", 1))).isEqualTo("unavailable");
            assertThat(outcome(other, () -> seq(other))).isEqualTo("unavailable");
            replica.resume();
            assertThat(other.served(() -> other.say("a", 1))).isEqualTo(new Committed.Repeated(1));
            assertThat(caller.get(() -> seq(caller))).isEqualTo(OptionalLong.of(1));
            assertThat(caller.log("a")).containsExactly(1);
            assertThat(unacknowledged()).isEqualTo(before + 2);
        } finally {
            replica.resume();
        }
    }

    @Test
    void a_message_that_comes_again_is_written_again_so_that_it_can_be_acknowledged()
            throws Exception {
        caller.get(() -> caller.say("a", 1));
        long before = calls("hset");
        caller.get(() -> caller.say("a", 1));
        long after = calls("hset");
        assertThat(after).isGreaterThan(before);
        caller.get(() -> seq(caller));
        assertThat(calls("hset")).isGreaterThan(after);
    }

    @Test
    void what_is_committed_in_one_tick_waits_once() throws Exception {
        caller.get(() -> caller.say("a", 1));
        long before = calls("wait");
        caller.get(() ->
                Future.all(IntStream.range(0, 100).mapToObj(i -> caller.say("t" + i, 1)).toList()));
        assertThat(calls("wait")).isEqualTo(before + 1);
    }

    private double unacknowledged() {
        return caller.counted("switchboard.redis.commits.unacknowledged");
    }

    private static Future<OptionalLong> seq(Caller by) {
        return by.store().conversations().seqOf("a", Caller.message(1));
    }

    private long calls(String command) {
        String stats = primary.say("INFO", "commandstats");
        var calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(stats);
        assertThat(calls.find()).isTrue();
        return Long.parseLong(calls.group(1));
    }

    private static <T> String outcome(Caller by, Supplier<Future<T>> asked) throws Exception {
        return by.get(() -> asked.get().map("answered").recover(Caller::unavailable));
    }
}
