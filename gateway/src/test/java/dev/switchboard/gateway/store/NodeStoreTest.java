package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.NodeStore.Batch;
import dev.switchboard.gateway.store.NodeStore.Inbox;
import dev.switchboard.gateway.store.NodeStore.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nodes and what they work on, in Redis as in memory, and their inboxes in Redis.
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
        assertThat(raw("EXISTS inbox:b")).isEqualTo(":0");
        assertThat(raw("EXISTS node:b")).isEqualTo(":0");
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

    @ParameterizedTest
    @MethodSource("forms")
    void who_works_on_what_is_kept_until_it_was_taken_over(Form form) throws Exception {
        get(() -> form.nodes.alive("g", LONG));
        for (int i = 0; i < 1_000; i++) {
            String id = "c" + i;
            get(() -> form.nodes.enter("g", id));
        }
        get(() -> form.nodes.leave("g", "c0"));
        assertThat(work(form, "g")).hasSize(999).contains("c1", "c999").doesNotContain("c0");
        assertThat(get(() -> form.nodes.takenOver("g", List.of("c1")))).as("it is alive").isFalse();
        assertThat(work(form, "g")).contains("c1");
        form.lapse.accept("g");
        assertThat(get(() -> form.nodes.registered())).contains(new Registered("g", false));
        assertThat(get(() -> form.nodes.takenOver("g", List.of("c1", "c2")))).isTrue();
        assertThat(get(() -> form.nodes.takenOver("g", List.of()))).isTrue();
        assertThat(work(form, "g")).hasSize(997).doesNotContain("c1", "c2");
        List<String> rest = List.copyOf(work(form, "g"));
        get(() -> form.nodes.takenOver("g", rest));
        get(() -> form.nodes.clear("g"));
        assertThat(get(() -> form.nodes.registered()))
                .extracting(Registered::node)
                .doesNotContain("g");
        assertThat(work(form, "g")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void one_survivor_claims_what_a_node_left_until_its_claim_ends(Form form) throws Exception {
        assertThat(get(() -> form.nodes.claim("h", "s1", LONG))).isTrue();
        assertThat(get(() -> form.nodes.claim("h", "s2", LONG))).isFalse();
        assertThat(get(() -> form.nodes.claim("h", "s1", LONG))).as("again").isTrue();
        get(() -> form.nodes.clear("h"));
        assertThat(get(() -> form.nodes.claim("h", "s2", LONG))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_node_that_goes_is_remembered_only_for_what_it_leaves(Form form) throws Exception {
        get(() -> form.nodes.alive("i", LONG));
        get(() -> form.nodes.alive("j", LONG));
        assertThat(get(() -> form.nodes.registered()))
                .contains(new Registered("i", false), new Registered("j", false));
        get(() -> form.nodes.enter("j", "c"));
        get(() -> form.nodes.gone("i"));
        get(() -> form.nodes.gone("j"));
        assertThat(get(() -> form.nodes.missing(List.of("i", "j"))))
                .containsExactlyInAnyOrder("i", "j");
        assertThat(get(() -> form.nodes.registered()))
                .contains(new Registered("j", true))
                .extracting(Registered::node)
                .doesNotContain("i");
        get(() -> form.nodes.alive("j", LONG));
        assertThat(get(() -> form.nodes.registered())).contains(new Registered("j", false));
    }

    @Test
    void nothing_is_left_of_a_node_that_was_taken_over() throws Exception {
        get(() -> nodes().alive("k", LONG));
        get(() -> nodes().enter("k", "c"));
        get(() -> nodes().gone("k"));
        get(() -> nodes().claim("k", "s", LONG));
        get(() -> nodes().takenOver("k", List.of("c")));
        get(() -> nodes().clear("k"));
        assertThat(raw("EXISTS node:k {node:k}:conversations {node:k}:claim")).isEqualTo(":0");
        assertThat(raw("EXISTS inbox:k")).isEqualTo(":0");
        assertThat(raw("HEXISTS nodes k")).isEqualTo(":0");
    }

    /// A form of the port, and how a lease ends in it.
    private record Form(String name, NodeStore nodes, Consumer<String> lapse) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Form> forms() {
        var memory = new MemoryNodes();
        return List.of(
                new Form("memory", memory, memory::lapse),
                new Form("redis", nodes(), node -> rawly("DEL node:" + node)));
    }

    private static void rawly(String command) {
        try {
            raw(command);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> work(Form form, String node) throws Exception {
        var all = new TreeSet<String>();
        Optional<String> from = Optional.empty();
        do {
            Optional<String> at = from;
            NodeStore.Work page = get(() -> form.nodes.work(node, at, 100));
            all.addAll(page.conversations());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private static NodeStore nodes() {
        return store.nodes();
    }
}
