package dev.switchboard.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.RedisAddress.Access;
import dev.switchboard.gateway.config.RedisAddress.Cluster;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.config.RedisAddress.Sentinel;
import dev.switchboard.gateway.config.RedisAddress.Standalone;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisAddressTest {

    private static final Access PLAIN = new Access(false, Optional.empty(), 0);
    private static final Access ANN = new Access(true, Optional.of("ann:p%40ss"), 2);

    @Test
    void one_server_may_have_a_user_a_database_and_tls() {
        assertThat(parsed("redis://h")).isEqualTo(new Standalone(PLAIN, new Endpoint("h", 6379)));
        for (String db : List.of("/2", "?db=2")) {
            assertThat(parsed("rediss://ann:p%40ss@h:1" + db))
                    .isEqualTo(new Standalone(ANN, new Endpoint("h", 1)));
        }
        assertThat(parsed("redis://[::1]:7"))
                .isEqualTo(new Standalone(PLAIN, new Endpoint("[::1]", 7)));
    }

    @Test
    void sentinels_are_several_and_name_a_master() {
        assertThat(parsed("redis-sentinel://a,b:2/chats"))
                .isEqualTo(
                        new Sentinel(
                                PLAIN,
                                List.of(new Endpoint("a", 26_379), new Endpoint("b", 2)),
                                "chats"));
        assertThat(parsed("rediss-sentinel://ann:p%40ss@a:1/chats?db=2"))
                .isEqualTo(new Sentinel(ANN, List.of(new Endpoint("a", 1)), "chats"));
    }

    @Test
    void a_cluster_is_some_of_its_members() {
        assertThat(parsed("redis-cluster://a,b:2"))
                .isEqualTo(
                        new Cluster(PLAIN, List.of(new Endpoint("a", 6379), new Endpoint("b", 2))));
    }

    @Test
    void none_shows_its_password() {
        for (String uri :
                List.of(
                        "redis://ann:private@h",
                        "redis-sentinel://ann:private@h/m",
                        "redis-cluster://ann:private@h")) {
            assertThat(parsed(uri).toString()).doesNotContain("private");
            assertThat(parsed(uri).access().toString()).doesNotContain("private");
        }
    }

    private static RedisAddress parsed(String uri) {
        return RedisAddress.parse(URI.create(uri));
    }
}
