package dev.switchboard.gateway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred customers and ten seats at once, all handed over: what every client saw against what
/// the log holds (I1 to I6).
class CrowdTest {

    private static final int CUSTOMERS = 100;
    private static final int SEATS = 10;
    private static final int CAPACITY = 10;
    private static final int WORDS = 3;

    @TempDir Path data;

    @Test
    void everybody_is_handed_over_and_nothing_is_lost_doubled_or_reordered() throws Exception {
        try (var gateway =
                        TestGateway.start(
                                data,
                                // They come all at once.
                                "connection.handshakes-per-second-max=5000",
                                // Each is summed up, however busy the machine is.
                                "handoff.summaries-max=" + CUSTOMERS,
                                "handoff.summary-timeout=60s",
                                "model.embedded.first-token-ms=1",
                                "model.embedded.tokens-per-second=400");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, String> seatOf = new ConcurrentHashMap<>();
            Map<String, List<JsonObject>> seen = new ConcurrentHashMap<>();
            var agents = new ArrayList<Future<Peer>>();
            for (int i = 0; i < SEATS; i++) {
                String seat = "seat-" + i;
                agents.add(threads.submit(() -> serve(gateway, seat, seatOf)));
            }
            var customers = new ArrayList<Future<?>>();
            for (int i = 0; i < CUSTOMERS; i++) {
                String sub = "customer-" + i;
                customers.add(threads.submit(customer(gateway, sub, seen)));
            }
            for (Future<?> customer : customers) {
                customer.get();
            }
            var heard = new HashMap<String, List<JsonObject>>();
            var noted = new HashMap<String, Long>();
            for (Future<Peer> agent : agents) {
                for (JsonObject frame : agent.get().all("said")) {
                    heard.computeIfAbsent(frame.getString("conversation"), _ -> new ArrayList<>())
                            .add(frame);
                }
                noted.putAll(notes(agent.get().all()));
                agent.get().close();
            }
            assertThat(seatOf).hasSize(CUSTOMERS);
            seen.forEach((sub, frames) -> check(gateway, sub, frames, heard, noted));
        }
    }

    private static Peer serve(TestGateway gateway, String seat, Map<String, String> seatOf) {
        Peer agent = Peer.open(gateway.port(), "/seat", gateway.agent(seat, CAPACITY, "en"));
        agent.send("presence", "state", "available");
        var held = new HashSet<String>();
        for (int i = 0; i < CUSTOMERS / SEATS; i++) {
            JsonObject offer = agent.nth("offer", i);
            agent.send("accept", "offer", offer.getString("offer"));
            String conversation = agent.nth("assigned", i).getString("conversation");
            held.add(conversation);
            assertThat(held).as("capacity of %s", seat).hasSizeLessThanOrEqualTo(CAPACITY);
            assertThat(seatOf.put(conversation, seat)).as("two seats on %s", conversation).isNull();
            agent.send(
                    "say",
                    "conversation",
                    conversation,
                    "id",
                    "a" + i,
                    "text",
                    "Hello from " + seat);
        }
        // What a model makes of a conversation takes a seq of its own, if need be after all words.
        agent.once("a note on each", frames -> notes(frames).size() == CUSTOMERS / SEATS);
        return agent;
    }

    /// The seq of the note on each conversation, told with it or after it.
    private static Map<String, Long> notes(List<JsonObject> frames) {
        return frames.stream()
                .flatMap(f ->
                        Stream.concat(
                                Stream.of(f),
                                f.getJsonArray("entries", new JsonArray()).stream()
                                        .map(JsonObject.class::cast)))
                .filter(f -> f.getString("type").equals("note"))
                .collect(toMap(f -> f.getString("conversation"), f -> f.getLong("seq")));
    }

    private static Callable<Void> customer(
            TestGateway gateway, String sub, Map<String, List<JsonObject>> seen) {
        return () -> {
            Peer peer = Peer.open(gateway.port(), "/chat", gateway.customer(sub, "en"));
            var numbers = new AtomicInteger();
            say(peer, numbers, "How do I return an item I bought?");
            peer.next("turn", f -> f.getString("state").equals("completed"));
            say(peer, numbers, "I need a representative");
            peer.next("said", f -> kind(f).equals("agent"));
            for (int i = 0; i < WORDS; i++) {
                say(peer, numbers, "word " + i);
            }
            assertThat(peer.isClosed()).as("the socket of %s", sub).isFalse();
            seen.put(sub, peer.all());
            peer.close();
            return null;
        };
    }

    private static void say(Peer peer, AtomicInteger numbers, String text) {
        String id = "m" + numbers.incrementAndGet();
        peer.send("say", "id", id, "text", text);
        peer.next("said", f -> id.equals(f.getString("id")));
    }

    /// The log is read as the protocol gives it: by a customer who has seen nothing.
    private static void check(
            TestGateway gateway,
            String sub,
            List<JsonObject> frames,
            Map<String, List<JsonObject>> heard,
            Map<String, Long> noted) {
        try (Peer reader = Peer.open(gateway.port(), "/chat", gateway.customer(sub, "en"))) {
            String conversation = reader.welcome().getString("conversation");
            long last = reader.welcome().getLong("seq");
            reader.send("ping");
            reader.next("pong");
            List<JsonObject> log = entries(reader.all());
            List<JsonObject> live = entries(frames);
            assertThat(live).as("I2: what %s saw is the log", sub).isEqualTo(log);
            assertThat(log).extracting(f -> f.getLong("seq")).doesNotHaveDuplicates().isSorted();
            assertThat(Math.max(log.getLast().getLong("seq"), noted.get(conversation)))
                    .isEqualTo(last);
            List<String> accepted =
                    frames.stream()
                            .filter(f -> f.getString("type").equals("accepted"))
                            .map(f -> f.getString("id") + "@" + f.getLong("seq"))
                            .toList();
            assertThat(
                            log.stream()
                                    .filter(f ->
                                            f.getString("type").equals("said")
                                                    && kind(f).equals("customer"))
                                    .map(f -> f.getString("id") + "@" + f.getLong("seq")))
                    .as("I1: what was accepted is in the log once, in order")
                    .containsExactlyElementsOf(accepted);
            holdersOnly(log);
            assertThat(heard.get(conversation))
                    .as("I2: the seat saw the same entries")
                    .allSatisfy(f ->
                            assertThat(log)
                                    .anyMatch(l ->
                                            l.getLong("seq").equals(f.getLong("seq"))
                                                    && f.getString("text")
                                                            .equals(l.getString("text"))));
        }
    }

    /// I3 and I5: between two changes of holder, only the holder and the customer speak.
    private static void holdersOnly(List<JsonObject> log) {
        String holder = "assistant";
        int agents = 0;
        for (JsonObject entry : log) {
            if (entry.getString("type").equals("holder")) {
                holder = entry.getString("holder");
                agents += holder.equals("agent") ? 1 : 0;
            } else {
                assertThat(kind(entry)).isIn("customer", holder);
            }
        }
        assertThat(agents).isEqualTo(1);
    }

    private static List<JsonObject> entries(List<JsonObject> frames) {
        return frames.stream().filter(f -> f.getString("type").matches("said|holder")).toList();
    }

    private static String kind(JsonObject said) {
        return said.getJsonObject("from").getString("kind");
    }
}
