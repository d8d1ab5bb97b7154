package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.NodeStore.Registered;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node leaves is gone on with by others, also where its customer never comes back.
@Tag("long")
class LostNodeTest {

    private static final String ENDLESS = "model.embedded.tokens-per-second=1";
    private static final String QUICK = "model.embedded.tokens-per-second=2000";
    private static final String SLOW = "model.embedded.tokens-per-second=20";

    @TempDir Path data;
    private EmbeddedRedis redis;
    private PoolEye eye;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        eye = new PoolEye(redis.uri());
    }

    @AfterEach
    void stop() {
        eye.close();
        redis.stop();
    }

    @Test
    void an_answer_of_a_killed_node_is_written_by_a_survivor() {
        try (TestGateway survivor = node("a", QUICK);
                NodeProcess doomed = process("b", ENDLESS)) {
            String id = asks(doomed.port(), survivor.customer("pia", "sv"));
            doomed.kill();
            answered(id);
            nothingLeftBut(survivor, id);
            eye.once(
                    () -> Future.succeededFuture(survivor.get("/metrics").body()),
                    body ->
                            body.contains("switchboard_nodes_lost_total 1.0")
                                    && body.contains("switchboard_turns_restarted_total 1.0"));
        }
    }

    @Test
    void a_fresh_node_writes_what_a_fleet_that_died_left() {
        String token;
        try (TestGateway other = node("a", QUICK)) {
            token = other.customer("pia", "sv");
        }
        String id;
        try (NodeProcess doomed = process("b", ENDLESS)) {
            id = asks(doomed.port(), token);
            doomed.kill();
        }
        try (TestGateway fresh = node("c", QUICK)) {
            answered(id);
            nothingLeftBut(fresh, id);
        }
    }

    @Test
    void an_answer_of_a_node_that_leaves_in_order_is_written_by_another() {
        try (TestGateway survivor = node("a", QUICK)) {
            String id;
            try (TestGateway leaving = node("b", ENDLESS)) {
                id = asks(leaving.port(), leaving.customer("pia", "sv"));
            }
            answered(id);
            nothingLeftBut(survivor, id);
        }
    }

    @Test
    void a_node_that_leaves_nothing_unfinished_leaves_no_trace() {
        try (TestGateway leaving = node("a", QUICK);
                Peer idle = Peer.open(leaving.port(), "/chat", leaving.customer("sam", "sv"))) {
            Peer pia = Peer.open(leaving.port(), "/chat", leaving.customer("pia", "sv"));
            pia.send("say", "id", "m1", "text", StoryTest.SWEDISH_REFUND);
            pia.next("turn", f -> f.getString("state").equals("completed"));
            String node = registered().iterator().next();
            String spoken = pia.welcome().getString("conversation");
            assertThat(work(node)).as("only where something was said").containsExactly(spoken);
            pia.cut();
            eye.once(
                    () -> eye.nodes().work(node, Optional.empty(), 10),
                    w -> w.conversations().isEmpty());
            assertThat(idle.isClosed()).isFalse();
        }
        assertThat(registered()).isEmpty();
    }

    @Test
    void a_search_that_a_dead_node_did_not_file_is_filed_by_a_survivor() {
        try (TestGateway survivor = node("a", QUICK)) {
            // A node that died between the commit and the command to the pool.
            String id = "0123456789abcdef01234567-1";
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<ConversationEvent> events =
                    List.of(
                            new Queued(
                                    now,
                                    Optional.empty(),
                                    1,
                                    Reason.DISPUTE,
                                    "",
                                    new Target.Anybody(),
                                    now,
                                    List.of()));
            Conversation begun =
                    Conversation.begin(
                            id,
                            new Person("ida", Optional.empty(), Optional.empty(), Optional.empty()),
                            "sv");
            Conversation queued = ConversationRules.evolve(begun, events.getFirst());
            eye.get(() -> eye.nodes().enter("ghost", id));
            eye.get(() ->
                    eye.conversations()
                            .commit(
                                    0,
                                    queued,
                                    events,
                                    Optional.empty(),
                                    1,
                                    Optional.of(new Attendance("ghost", Optional.empty()))));
            eye.get(() -> eye.nodes().alive("ghost", Duration.ofMillis(1)));
            eye.once(pool -> pool.item(id).isPresent());
            nothingLeftBut(survivor, id);
        }
    }

    @Test
    void a_node_that_slept_too_long_leaves_the_answer_to_who_took_it_over() {
        try (TestGateway survivor = node("a", SLOW);
                NodeProcess sleeper = process("b", ENDLESS);
                Peer nia = Peer.open(sleeper.port(), "/chat", survivor.customer("nia", "sv"))) {
            String id = nia.welcome().getString("conversation");
            nia.send("say", "id", "m1", "text", StoryTest.SWEDISH_REFUND);
            nia.next("delta");
            Set<String> before = writers(id);
            sleeper.pause();
            eye.once(
                    () -> eye.conversations().attendances(id),
                    all ->
                            all.stream()
                                    .anyMatch(a ->
                                            a.turn().isPresent() && !before.contains(a.node())));
            sleeper.resume();
            nia.next("turn", f -> f.getString("state").equals("restarted"));
            JsonObject said = nia.next("said", f -> kind(f).equals("assistant"));
            nia.next("turn", f -> f.getString("state").equals("completed"));
            assertThat(sinceRestart(nia)).isEqualTo(said.getString("text"));
            assertThat(answers(id)).hasSize(1);
            assertThat(registered()).as("it is one of them again").hasSize(2);
            nia.send("say", "id", "m2", "text", "I need a representative");
            nia.next("accepted");
            assertThat(work(before.iterator().next())).containsExactly(id);
        }
    }

    /// A customer asks something, sees the answer begin, and is never seen again.
    private static String asks(int port, String token) {
        Peer pia = Peer.open(port, "/chat", token);
        pia.send("say", "id", "m1", "text", StoryTest.SWEDISH_REFUND);
        pia.next("delta");
        pia.cut();
        return pia.welcome().getString("conversation");
    }

    private void answered(String id) {
        eye.once(
                () -> eye.conversations().entriesAfter(id, 0, 100),
                entries -> entries.stream().anyMatch(LostNodeTest::isAnswer));
    }

    private List<Entry> answers(String id) {
        return eye.get(() -> eye.conversations().entriesAfter(id, 0, 100)).stream()
                .filter(LostNodeTest::isAnswer)
                .toList();
    }

    private static boolean isAnswer(Entry entry) {
        return entry.event() instanceof Said s && s.from() instanceof Author.Assistant;
    }

    private void nothingLeftBut(TestGateway survivor, String id) {
        eye.once(() -> eye.nodes().registered(), all -> all.size() == 1);
        eye.once(() -> eye.conversations().attendances(id), List::isEmpty);
        String node = registered().iterator().next();
        eye.once(
                () -> eye.nodes().work(node, Optional.empty(), 10),
                w -> w.conversations().isEmpty());
        assertThat(survivor.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private Set<String> registered() {
        return eye.get(() -> eye.nodes().registered()).stream()
                .map(Registered::node)
                .collect(Collectors.toSet());
    }

    private List<String> work(String node) {
        return eye.get(() -> eye.nodes().work(node, Optional.empty(), 10)).conversations();
    }

    private Set<String> writers(String id) {
        return eye.get(() -> eye.conversations().attendances(id)).stream()
                .map(Attendance::node)
                .collect(Collectors.toSet());
    }

    private static String kind(JsonObject said) {
        return said.getJsonObject("from").getString("kind");
    }

    private static String sinceRestart(Peer peer) {
        var text = new StringBuilder();
        for (JsonObject frame : peer.all()) {
            switch (frame.getString("type")) {
                case "turn" -> {
                    if (frame.getString("state").equals("restarted")) {
                        text.setLength(0);
                    }
                }
                case "delta" -> {
                    text.setLength(frame.getInteger("offset"));
                    text.append(frame.getString("text"));
                }
                default -> {}
            }
        }
        return text.toString();
    }

    private TestGateway node(String name, String... settings) {
        return TestGateway.start(data.resolve(name), redis.uri(), quickLease(settings));
    }

    private NodeProcess process(String name, String... settings) {
        return NodeProcess.start(data.resolve(name), redis.uri(), quickLease(settings));
    }

    private static String[] quickLease(String... settings) {
        var all =
                new ArrayList<>(
                        List.of(
                                "cluster.lease=2s",
                                "pool.lease=2s",
                                "cluster.look=200ms",
                                "model.embedded.first-token-ms=20"));
        all.addAll(Arrays.asList(settings));
        return all.toArray(String[]::new);
    }
}
