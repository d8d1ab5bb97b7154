package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.kit.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Redis that is not what the configuration says.
class RedisFactsTest {

    @TempDir private Path dir;

    @Test
    void a_member_of_a_cluster_is_no_server_of_its_own() {
        try (RedisServer member = RedisServer.start(dir, "cluster-enabled yes")) {
            assertThatThrownBy(() -> new Caller(uri("redis", member), 0))
                    .rootCause()
                    .hasMessageContaining("redis.uri must begin with redis-cluster://");
        }
    }

    @Test
    void a_server_of_its_own_is_no_cluster_and_no_sentinel() {
        try (RedisServer server = RedisServer.start(dir)) {
            assertThatThrownBy(() -> new Caller(uri("redis-cluster", server), 0))
                    .rootCause()
                    .hasMessageContaining("does not answer as a member of a cluster");
            assertThatThrownBy(
                            () -> new Caller(URI.create(uri("redis-sentinel", server) + "/m"), 0))
                    .rootCause()
                    .hasMessageContaining("does not answer as a sentinel");
        }
    }

    @Test
    void without_the_replicas_that_must_acknowledge_a_node_starts_and_accepts_nothing()
            throws Exception {
        try (RedisServer server = RedisServer.start(dir);
                Caller caller = new Caller(uri("redis", server), 1)) {
            assertThat(caller.get(() -> caller.say("a", 1).map("ok").recover(Caller::unavailable)))
                    .isEqualTo("unavailable");
        }
    }

    private static URI uri(String scheme, RedisServer server) {
        return URI.create(scheme + "://" + server.endpoint());
    }
}
