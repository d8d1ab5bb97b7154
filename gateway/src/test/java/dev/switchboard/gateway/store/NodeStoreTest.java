package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.NodeStore.Batch;
import dev.switchboard.gateway.store.NodeStore.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nodes and their inboxes in Redis.
class NodeStoreTest extends RedisTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 10_000;

    @Test
    void what_is_posted_is_read_once_and_in_order() throws Exception {
        get(() -> nodes().alive("a", LONG));
        Inbox inbox = get(() -> nodes().inbox("a"));
        var waiting = asked(() -> inbox.await(10, LONG));
        var posted = new ArrayList<Batch>();
        for (int i = 1; i <= 5; i++) {
            var batch = new Batch("w", i, List.of("{\"n\":" + i + "}", "två"));
            posted.add(batch);
            assertThat(get(() -> nodes().post("a", batch, MANY))).isTrue();
        }
        var read = new ArrayList<>(get(() -> waiting));
        while (read.size() < posted.size() + 1) {
            read.addAll(get(() -> inbox.await(2, LONG)));
        }
        // The first only says that the inbox is there.
        assertThat(read.subList(1, read.size())).isEqualTo(posted);
        assertThat(get(() -> inbox.await(10, Duration.ofMillis(1)))).isEmpty();
        assertThat(raw("XLEN inbox:a")).isEqualTo(":1");
    }

    @Test
    void nothing_can_be_posted_to_a_node_that_has_gone() throws Exception {
        var batch = new Batch("w", 1, List.of("x"));
        assertThat(get(() -> nodes().post("b", batch, MANY))).isFalse();
        get(() -> nodes().alive("b", LONG));
        assertThat(get(() -> nodes().post("b", batch, MANY))).isTrue();
        get(() -> nodes().gone("b"));
        assertThat(get(() -> nodes().post("b", batch, MANY))).isFalse();
        assertThat(raw("EXISTS inbox:b node:b")).isEqualTo(":0");
    }

    @Test
    void an_inbox_is_bounded() throws Exception {
        get(() -> nodes().alive("c", LONG));
        for (int i = 1; i <= 1_000; i++) {
            var batch = new Batch("w", i, List.of("x"));
            get(() -> nodes().post("c", batch, 100));
        }
        assertThat(Integer.parseInt(raw("XLEN inbox:c").substring(1))).isBetween(100, 300);
    }

    @Test
    void a_node_that_was_silent_for_too_long_learns_it_and_reads_its_new_inbox() throws Exception {
        assertThat(get(() -> nodes().alive("d", LONG))).isFalse();
        assertThat(get(() -> nodes().alive("d", LONG))).isTrue();
        Inbox inbox = get(() -> nodes().inbox("d"));
        get(() -> inbox.await(10, LONG));
        raw("DEL inbox:d");
        raw("DEL node:d");
        assertThat(get(() -> nodes().missing(List.of("d")))).containsExactly("d");
        assertThat(get(() -> nodes().alive("d", LONG))).isFalse();
        inbox.rewind();
        get(() -> nodes().post("d", new Batch("w", 1, List.of("x")), MANY));
        var read = new ArrayList<Batch>();
        while (read.size() < 2) {
            read.addAll(get(() -> inbox.await(10, LONG)));
        }
        assertThat(read.getLast().messages()).containsExactly("x");
    }

    @Test
    void an_inbox_ends_with_its_nodes_lease() throws Exception {
        get(() -> nodes().alive("e", LONG));
        assertThat(Long.parseLong(raw("PTTL inbox:e").substring(1))).isBetween(1L, LONG.toMillis());
    }

    @Test
    void only_those_who_have_not_said_that_they_live_are_missing() throws Exception {
        get(() -> nodes().alive("f", LONG));
        assertThat(get(() -> nodes().missing(Set.of("f", "g")))).containsExactly("g");
        assertThat(get(() -> nodes().missing(List.of()))).isEmpty();
    }

    private static NodeStore nodes() {
        return store.nodes();
    }
}
