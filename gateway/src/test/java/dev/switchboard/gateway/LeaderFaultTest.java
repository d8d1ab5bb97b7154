package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.RedisTalk;
import dev.switchboard.gateway.kit.Agent;
import dev.switchboard.gateway.kit.ConfigDir;
import dev.switchboard.gateway.kit.NodeProcess;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PoolEye;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.WorkItem;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the queue where its leader is killed, or where two nodes believe they lead.
@Tag("long")
class LeaderFaultTest {

    private static final int SEATS_EACH = 100;
    private static final int WAITING = 1_000;
    private static final int CONVERSATIONS = 2 * SEATS_EACH + WAITING;
    private static final int ACCEPTED_BEFORE = 50;

    /// A thousand customers come as fast as they can.
    private static final String RATE = "connection.handshakes-per-second-max=5000";

    private static final String IN_FLIGHT = "connection.handshakes-in-flight-max=5000";

    @TempDir Path data;
    private EmbeddedRedis redis;
    private ExecutorService threads;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(data);
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        redis.stop();
    }

    @Test
    void a_killed_leader_leaves_nobody_behind_nobody_twice_and_everybody_as_old_as_before()
            throws Exception {
        String[] settings = {
            "pool.lease=2s",
            "cluster.lease=2s",
            "pool.snapshot-commands=300",
            RATE,
            IN_FLIGHT,
            ConfigDir.with(data.resolve("config"), "offer: 10m")
        };
        URI uri = redis.uri();
        try (var eye = new PoolEye(uri);
                var leader = NodeProcess.start(data.resolve("a"), uri, settings)) {
            awaitLead(leader.port());
            try (var node = TestGateway.start(data.resolve("b"), uri, settings)) {
                queue(node, CONVERSATIONS);
                List<Agent> doomed = agents(leader.port(), node, "doomed");
                List<Agent> kept = agents(node.port(), node, "kept");
                Stream.concat(doomed.stream(), kept.stream()).forEach(agent -> agent.offer(0));
                Pool before = eye.once(pool -> pool.items().size() == CONVERSATIONS);
                assertThat(offered(before)).hasSize(2 * SEATS_EACH);
                Map<String, Instant> ages = ages(before);

                kept.subList(0, ACCEPTED_BEFORE).forEach(Agent::accept);
                leader.kill();
                kept.subList(ACCEPTED_BEFORE, SEATS_EACH).forEach(Agent::accept);
                var assigned = new ConcurrentHashMap<String, String>();
                var left = new CountDownLatch(CONVERSATIONS);
                var served = new ArrayList<Future<?>>();
                kept.forEach(agent ->
                        served.add(threads.submit(() -> serve(agent, assigned, left, eye, ages))));
                while (!left.await(100, TimeUnit.MILLISECONDS)) {
                    for (Future<?> one : served) {
                        if (one.isDone()) {
                            one.get();
                        }
                    }
                }

                assertThat(assigned).containsOnlyKeys(ages.keySet());
                assertOnceInEachLog(eye, ages);
                kept.forEach(LeaderFaultTest::assertOfferedOnce);
                assertOfferedByAge(doomed, kept, ages);
                eye.once(pool -> pool.items().isEmpty());
                Stream.concat(doomed.stream(), kept.stream()).forEach(Agent::close);
            }
        }
    }

    /// Takes what it is offered until nothing is left, its first offer being accepted already.
    private static Void serve(
            Agent agent,
            Map<String, String> assigned,
            CountDownLatch left,
            PoolEye eye,
            Map<String, Instant> ages) {
        while (true) {
            String conversation = agent.assigned();
            assertThat(assigned.put(conversation, agent.seat())).as(conversation).isNull();
            left.countDown();
            if (left.getCount() == CONVERSATIONS / 2) {
                assertThat(ages).containsAllEntriesOf(ages(eye.now()));
            }
            agent.end(conversation);
            agent.accept();
        }
    }

    @Test
    void two_leaders_at_once_offer_everything_once_and_assign_everything_once() throws Exception {
        // Who has a lease of ten minutes does not notice within this test that it was taken away.
        String[] settings = {
            "pool.lease=10m",
            "pool.snapshot-commands=50",
            RATE,
            IN_FLIGHT,
            ConfigDir.with(data.resolve("config"), "offer: 10m")
        };
        URI uri = redis.uri();
        int each = 10;
        int conversations = 200;
        try (var eye = new PoolEye(uri);
                var a = TestGateway.start(data.resolve("a"), uri, settings)) {
            awaitLead(a.port());
            try (var b = TestGateway.start(data.resolve("b"), uri, settings)) {
                try (var talk = RedisTalk.to(uri)) {
                    talk.say("DEL {p:default}:lease");
                }
                awaitLead(b.port());
                awaitLead(a.port());
                var agents = new ArrayList<Agent>();
                for (int i = 0; i < each; i++) {
                    agents.add(new Agent(a.port(), "a" + i, a.agent("a" + i, 1, "en")));
                    agents.add(new Agent(b.port(), "b" + i, a.agent("b" + i, 1, "en")));
                }
                var assigned = new ConcurrentHashMap<String, String>();
                var left = new CountDownLatch(conversations);
                var served = new ArrayList<Future<?>>();
                for (Agent agent : agents) {
                    served.add(
                            threads.submit(() -> {
                                while (true) {
                                    agent.accept();
                                    String conversation = agent.assigned();
                                    assertThat(assigned.put(conversation, agent.seat())).isNull();
                                    left.countDown();
                                    agent.end(conversation);
                                }
                            }));
                }
                queue(b, conversations);
                while (!left.await(100, TimeUnit.MILLISECONDS)) {
                    for (Future<?> one : served) {
                        if (one.isDone()) {
                            one.get();
                        }
                    }
                }
                assertThat(a.get("/metrics").body()).contains("switchboard_pool_leads 1.0");
                assertThat(b.get("/metrics").body()).contains("switchboard_pool_leads 1.0");
                assertThat(assigned).hasSize(conversations);
                agents.forEach(LeaderFaultTest::assertOfferedOnce);
                eye.once(pool -> pool.items().isEmpty());
                agents.forEach(Agent::close);
            }
        }
    }

    /// Conversations that ask for a person, and whose customers then look away.
    private void queue(TestGateway node, int conversations) throws Exception {
        var asked = new ArrayList<Future<?>>();
        for (int i = 0; i < conversations; i++) {
            String token = node.customer("customer-" + i, "en");
            asked.add(
                    threads.submit(() -> {
                        try (Peer peer = Peer.open(node.port(), "/chat", token)) {
                            peer.send("human", "id", "h");
                            peer.next("accepted");
                        }
                        return null;
                    }));
        }
        for (Future<?> one : asked) {
            one.get();
        }
    }

    private static List<Agent> agents(int port, TestGateway mint, String name) {
        var agents = new ArrayList<Agent>();
        for (int i = 0; i < SEATS_EACH; i++) {
            String seat = name + "-" + i;
            agents.add(new Agent(port, seat, mint.agent(seat, 1, "en")));
        }
        return agents;
    }

    private static Set<String> offered(Pool pool) {
        return pool.items().values().stream()
                .filter(item -> item.stage() instanceof Stage.Offered)
                .map(WorkItem::conversation)
                .collect(Collectors.toSet());
    }

    private static Map<String, Instant> ages(Pool pool) {
        return pool.items().values().stream()
                .collect(Collectors.toMap(WorkItem::conversation, WorkItem::enqueuedAt));
    }

    private static void assertOnceInEachLog(PoolEye eye, Map<String, Instant> ages) {
        ages.forEach((conversation, enqueuedAt) -> {
            var events =
                    eye.get(() -> eye.conversations().entriesAfter(conversation, 0, 100)).stream()
                            .map(entry -> entry.event())
                            .toList();
            assertThat(events)
                    .filteredOn(e -> e instanceof ConversationEvent.Assigned)
                    .as(conversation)
                    .hasSize(1);
            assertThat(events)
                    .filteredOn(e -> e instanceof ConversationEvent.Queued)
                    .as(conversation)
                    .hasSize(1);
            // That nobody is on yet; too late for who was served at once.
            assertThat(events)
                    .filteredOn(e ->
                            e instanceof ConversationEvent.Said said
                                    && said.from() instanceof Author.Gateway)
                    .as(conversation)
                    .hasSizeLessThanOrEqualTo(1);
        });
    }

    private static void assertOfferedOnce(Agent agent) {
        assertThat(agent.offers())
                .extracting(f -> f.getString("offer"))
                .as("offers told to %s", agent.seat())
                .doesNotHaveDuplicates();
    }

    /// The order of offers is by age: of the first; of those that came back from the seats of the
    /// dead node; of those never offered before. And who came back went before all of the latter.
    private static void assertOfferedByAge(
            Collection<Agent> doomed, Collection<Agent> kept, Map<String, Instant> ages) {
        List<String> first =
                byId(Stream.concat(doomed.stream(), kept.stream()).map(agent -> agent.offer(0)));
        Set<String> back = new HashSet<>(byId(doomed.stream().map(agent -> agent.offer(0))));
        List<String> later = byId(kept.stream().flatMap(agent -> agent.offers().stream().skip(1)));
        List<String> again = later.stream().filter(back::contains).toList();
        List<String> fresh = later.stream().filter(c -> !back.contains(c)).toList();
        assertThat(again).hasSize(SEATS_EACH);
        assertThat(fresh).hasSize(WAITING);
        for (List<String> order : List.of(first, again, fresh)) {
            assertThat(order).extracting(ages::get).isSorted();
        }
        assertThat(ages.get(first.getLast())).isBeforeOrEqualTo(ages.get(fresh.getFirst()));
        assertThat(later.lastIndexOf(again.getLast()) - later.indexOf(again.getFirst()))
                .as("who came back is offered without a break")
                .isEqualTo(SEATS_EACH - 1);
    }

    private static List<String> byId(Stream<JsonObject> offers) {
        return offers.sorted(Comparator.comparing(LeaderFaultTest::command))
                .map(f -> f.getString("conversation"))
                .toList();
    }

    /// An offer is known as the k-th of a command, `ms-n-k`.
    private static Place command(JsonObject offer) {
        String id = offer.getString("offer");
        int dash = id.lastIndexOf('-');
        return new Place(
                CommandId.parse(id.substring(0, dash)), Integer.parseInt(id.substring(dash + 1)));
    }

    private record Place(CommandId command, int number) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::command)
                    .thenComparing(Place::number)
                    .compare(this, other);
        }
    }

    private static void awaitLead(int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!TestGateway.get(port, "/metrics").body().contains("switchboard_pool_leads 1.0")) {
            assertThat(System.nanoTime()).as("leads in time").isLessThan(deadline);
        }
    }
}
