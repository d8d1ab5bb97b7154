package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.kit.Afresh;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.kit.Traveller;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes are drained and started again one after another, while everybody goes on talking.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("long")
class RollingRestartTest {

    private static final int CUSTOMERS = 4;
    private static final String ADMIN = "an-admin-token-of-the-test";

    @TempDir Path data;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
    private EmbeddedRedis redis;
    private TestGateway minter;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        // Mints tokens, and is not among those that clients come to.
        minter = TestGateway.start(data.resolve("m"), redis.uri(), settings());
    }

    @AfterEach
    void stop() {
        nodes.forEach(NodeProcess::close);
        minter.close();
        redis.stop();
    }

    private static String[] settings() {
        return new String[] {
            "model.embedded.first-token-ms=20",
            // A busy machine is not what is tested here.
            "redis.timeout=20s",
            "connection.hello-timeout=60s",
            // They talk as fast as they are answered.
            "connection.frames-per-second-max=1000",
            "connection.frames-burst-max=1000",
            "connection.person-frames-per-second-max=1000",
            "assistant.turns-max=10000",
            "assistant.cost-max=2000000000",
            "model.embedded.tokens-per-second=60",
            "drain.notice=200ms",
            "drain.spread=1s",
            "admin.token=" + ADMIN
        };
    }

    @Test
    void a_rolling_restart_loses_nothing_and_shows_nobody_an_error() {
        addNodes(3);
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var agent = traveller("/seat", minter.agent("ana", 1, "sv"));
            agent.peer().send("presence", "state", "available");
            var guest = traveller("/chat", minter.customer("guest", "sv"));
            String held = handOver(guest, agent);
            List<CompletableFuture<Traveller>> chats =
                    IntStream.range(0, CUSTOMERS)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(() -> chat(i, over), threads))
                            .toList();
            var talk = CompletableFuture.runAsync(() -> talk(guest, agent, held, over), threads);

            for (int i = 0; i < 3; i++) {
                NodeProcess old = nodes.removeFirst();
                old.tellToEnd();
                assertThat(old.exitStatus()).isZero();
                if (i < 2) {
                    addNodes(1);
                }
            }

            over.set(true);
            talk.join();
            chats.forEach(chat -> assertUnharmed(chat.join()));
            assertUnharmed(guest);
            assertUnharmed(agent);
            assertThat(guest.heard()).noneMatch(f -> "agent-lost".equals(f.getString("reason")));
            assertThat(agent.moves() + guest.moves()).isPositive();
        }
    }

    @Test
    void a_drain_over_http_needs_the_token_and_ends_the_process() throws Exception {
        addNodes(2);
        NodeProcess drained = nodes.removeFirst();
        try (Peer mia = Peer.open(drained.port(), "/chat", minter.customer("mia", "sv"))) {
            assertThat(post(drained, "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(mia.isClosed()).isFalse();

            HttpResponse<String> asked = post(drained, "Bearer " + ADMIN);

            assertThat(asked.statusCode()).isEqualTo(202);
            assertThat(new JsonObject(asked.body()).getString("status")).isEqualTo("draining");
            assertThat(mia.closeCode()).isEqualTo(1012);
            assertThat(mia.all("goodbye")).hasSize(1);
            assertThat(drained.exitStatus()).isZero();
        }
    }

    @Test
    void a_seat_that_is_sent_away_keeps_its_offer() {
        addNodes(2);
        NodeProcess drained = nodes.removeFirst();
        try (var agent =
                        new Traveller(
                                "/seat",
                                minter.agent("ana", 1, "sv"),
                                List.of(drained.port(), nodes.getFirst().port()).iterator()::next);
                Peer mia =
                        Peer.open(nodes.getFirst().port(), "/chat", minter.customer("mia", "sv"))) {
            agent.peer().send("presence", "state", "available");
            mia.send("human", "id", "h1");
            String offer = agent.peer().next("offer").getString("offer");

            drained.tellToEnd();
            assertThat(agent.peer().closeCode()).isEqualTo(1012);
            agent.hear("the offer again", f -> agent.moves() == 1 && f.containsKey("expiresAt"));

            assertThat(agent.peer().next("offer").getString("offer")).isEqualTo(offer);
            agent.peer().send("accept", "offer", offer);
            mia.next("holder", f -> f.getString("holder").equals("agent"));
        }
    }

    private void addNodes(int count) {
        var starting = new ArrayList<CompletableFuture<NodeProcess>>();
        for (int i = 0; i < count; i++) {
            starting.add(
                    CompletableFuture.supplyAsync(
                            () -> NodeProcess.start(data.resolve("n"), redis.uri(), settings())));
        }
        starting.forEach(node -> nodes.add(node.join()));
    }

    private Traveller traveller(String path, String token) {
        return new Traveller(
                path,
                token,
                () -> nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())).port());
    }

    private static String handOver(Traveller guest, Traveller agent) {
        guest.peer().send("human", "id", "h1");
        agent.peer().send("accept", "offer", agent.peer().next("offer").getString("offer"));
        guest.peer().next("holder", f -> f.getString("holder").equals("agent"));
        return agent.peer().next("assigned").getString("conversation");
    }

    /// Asks one question after another, each when the one before has been answered.
    private Traveller chat(int number, AtomicBoolean over) {
        var customer = traveller("/chat", minter.customer("c" + number, "sv"));
        for (int i = 0; i == 0 || !over.get(); i++) {
            long seq = customer.say("m" + i, Afresh.asked(StoryTest.SWEDISH_REFUND));
            customer.hear(
                    "the answer to m" + i,
                    f -> f.getString("type").equals("turn") && f.getLong("seq", 0L) > seq);
        }
        return customer;
    }

    /// Agent and customer say something in turn, and each hears the other.
    private static void talk(
            Traveller guest, Traveller agent, String conversation, AtomicBoolean over) {
        for (int i = 0; i == 0 || !over.get(); i++) {
            String asked = "g" + i;
            String said = "a" + i;
            guest.say(asked, "word " + asked);
            agent.hear(asked, f -> f.encode().contains("word " + asked));
            agent.say(said, "word " + said, "conversation", conversation);
            guest.hear(said, f -> f.encode().contains("word " + said));
        }
    }

    /// No error, each turn ended, and each entry once, in one order, whichever socket told it.
    private static void assertUnharmed(Traveller one) {
        List<JsonObject> heard = one.heard();
        assertThat(heard).noneMatch(f -> f.getString("type").equals("error"));
        var said =
                heard.stream()
                        .filter(f -> f.getString("type").equals("said"))
                        .filter(f -> !f.containsKey("conversation"))
                        .toList();
        var seqs = said.stream().map(f -> f.getLong("seq")).toList();
        assertThat(seqs).doesNotHaveDuplicates().isSorted();
        var ids =
                said.stream().filter(f -> f.containsKey("id")).map(f -> f.getString("id")).toList();
        assertThat(ids).doesNotHaveDuplicates();
        var turns = heard.stream().filter(f -> f.getString("type").equals("turn")).toList();
        var begun = turns.stream().map(f -> f.getString("turn")).distinct().toList();
        for (String turn : begun) {
            assertThat(turns)
                    .filteredOn(f -> f.getString("turn").equals(turn))
                    .anyMatch(f -> f.getString("state").matches("completed|interrupted"));
        }
    }

    private static HttpResponse<String> post(NodeProcess node, String authorization)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + node.port() + "/admin/drain"))
                            .header("authorization", authorization)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
