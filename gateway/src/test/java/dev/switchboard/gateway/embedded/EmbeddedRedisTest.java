package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedRedisTest {
    /// No `redis-server` is found there, so that the bundled one runs whatever the machine has.
    private static final String NOWHERE = "";

    @TempDir private Path data;

    @Test
    void only_who_knows_the_password_is_served() throws IOException {
        EmbeddedRedis redis = start();
        try (RedisTalk stranger = RedisTalk.anonymous(redis.uri());
                RedisTalk friend = RedisTalk.to(redis.uri())) {
            assertThat(stranger.say("PING")).startsWith("-NOAUTH");
            assertThat(friend.say("PING")).isEqualTo("+PONG");
        } finally {
            redis.stop();
        }
        assertThat(Files.getPosixFilePermissions(data.resolve("redis")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void what_was_written_is_there_after_a_restart() throws IOException {
        EmbeddedRedis first = start();
        say(first.uri(), "SET k v");
        first.stop();

        EmbeddedRedis second = start();
        assertThat(say(second.uri(), "GET k")).isEqualTo("v");
        second.stop();
    }

    @Test
    void stopping_ends_the_process_and_may_be_repeated() throws IOException {
        EmbeddedRedis redis = start();
        ProcessHandle server = server();

        redis.stop();
        redis.stop();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void two_nodes_cannot_share_a_data_directory() {
        EmbeddedRedis first = start();
        try {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedRedisFailure.class)
                    .hasMessage(
                            "The data directory %s is in use by another node (process %d): stop"
                                    + " that one, or choose another directory with --data.",
                            data, ProcessHandle.current().pid());
        } finally {
            first.stop();
        }
        start().stop();
    }

    @Test
    void a_node_killed_with_its_group_loses_nothing_and_leaves_nothing_running()
            throws IOException, InterruptedException {
        Process node =
                new ProcessBuilder(
                                "setsid",
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DoomedNode.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        URI uri = URI.create(out.readLine());
        ProcessHandle server = server();
        for (int i = 0; i < 100; i++) {
            say(uri, "SET k" + i + " v" + i);
        }

        new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + node.pid()).start().waitFor();
        // At once, as a supervisor would: the new node waits for the old Redis to let go.
        EmbeddedRedis next = start();

        assertThat(server.isAlive()).isFalse();
        assertThat(say(next.uri(), "DBSIZE")).isEqualTo(":100");
        assertThat(say(next.uri(), "GET k99")).isEqualTo("v99");
        next.stop();
    }

    @Test
    void redis_has_a_session_of_its_own_so_that_a_terminal_does_not_reach_it() throws IOException {
        EmbeddedRedis redis = start();
        try {
            assertThat(session(server().pid()))
                    .isNotEqualTo(session(ProcessHandle.current().pid()));
        } finally {
            redis.stop();
        }
    }

    @Test
    void a_command_cut_off_at_the_end_of_the_log_is_dropped() throws IOException {
        EmbeddedRedis first = start();
        say(first.uri(), "SET k v");
        first.stop();
        Files.writeString(
                data.resolve("redis").resolve("appendonly.aof"),
                "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$9\r\nhal",
                StandardOpenOption.APPEND);

        EmbeddedRedis second = start();
        assertThat(say(second.uri(), "GET k")).isEqualTo("v");
        second.stop();
    }

    @Test
    void a_log_that_cannot_be_read_is_told_in_redis_own_words() throws IOException {
        Files.createDirectories(data.resolve("redis"));
        Files.writeString(data.resolve("redis").resolve("appendonly.aof"), "no log at all\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedRedisFailure.class)
                .hasMessageContaining("ended at its start with status 1: ")
                .hasMessageContaining("Bad file format");

        Files.delete(data.resolve("redis").resolve("appendonly.aof"));
        start().stop();
    }

    @Test
    void a_redis_that_is_killed_comes_back_at_the_same_address() throws IOException {
        EmbeddedRedis redis = start();
        try {
            say(redis.uri(), "SET k v");
            ProcessHandle server = server();
            server.destroyForcibly();
            server.onExit().join();

            assertThat(sayOnceItAnswers(redis.uri(), "GET k")).isEqualTo("v");
        } finally {
            redis.stop();
        }
    }

    @Test
    void a_port_taken_by_somebody_faster_is_given_up_for_another() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int freePort = EmbeddedRedis.freePort();
            Queue<Integer> ports = new ArrayDeque<>(List.of(somebody.getLocalPort(), freePort));

            EmbeddedRedis redis = EmbeddedRedis.start(data, NOWHERE, ports::remove);

            assertThat(redis.uri().getPort()).isEqualTo(freePort);
            redis.stop();
        }
    }

    @Test
    void data_of_a_newer_redis_is_not_touched() throws IOException {
        start().stop();
        Files.writeString(data.resolve("redis").resolve("version"), "7.0.15");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedRedisFailure.class)
                .hasMessageContaining("was written by Redis 7.0.15, but only Redis 6.2")
                .hasMessageContaining("install redis-server 7.0.15 or later");
    }

    @Test
    void a_data_directory_that_cannot_be_made_is_told() throws IOException {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> EmbeddedRedis.start(file))
                .isInstanceOf(EmbeddedRedisFailure.class)
                .hasMessageStartingWith(
                        "The embedded Redis cannot use the data directory %s (", file);
    }

    private EmbeddedRedis start() {
        return EmbeddedRedis.start(data, NOWHERE, EmbeddedRedis::freePort);
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readString(data.resolve("redis").resolve("redis.pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /// The session is the fourth field after the name in parentheses.
    private static String session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    private static String say(URI uri, String command) throws IOException {
        try (RedisTalk talk = RedisTalk.to(uri)) {
            return talk.say(command);
        }
    }

    private static String sayOnceItAnswers(URI uri, String command) throws IOException {
        String password = uri.getUserInfo().substring(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!EmbeddedRedisProcess.answers(uri.getPort(), password)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return say(uri, command);
    }
}
