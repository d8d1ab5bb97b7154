package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that becomes a replica under a connection that it keeps.
class ReadOnlyTest {

    @TempDir private Path dir;

    @Test
    void a_master_that_has_become_a_replica_is_let_go_of() throws Exception {
        try (RedisServer other = RedisServer.start(dir.resolve("other"));
                RedisServer server = RedisServer.start(dir.resolve("server"));
                Caller caller = new Caller(URI.create("redis://" + server.endpoint()), 0)) {
            caller.get(() -> caller.say("a", 1));
            server.say("REPLICAOF", "127.0.0.1", Integer.toString(other.port()));
            assertThat(
                            caller.get(() ->
                                    caller.say("b", 1)
                                            .map("answered")
                                            .recover(Caller::unavailable)))
                    .isEqualTo("unavailable");
            server.say("REPLICAOF", "NO", "ONE");
            caller.served(() -> caller.say("b", 1));
            assertThat(caller.reconnected()).isPositive();
        }
    }
}
