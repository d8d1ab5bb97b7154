package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import switchboard.faults.History.Came;
import switchboard.faults.History.Event;
import switchboard.faults.History.Sent;
import switchboard.load.Json;

/// What clients have sent comes again, on two further sockets at once, byte by byte: as from an app
/// that was restored from a copy, or from somebody who recorded it.
final class ReplayedClientsFault extends StandaloneRun {

    private static final int RECORDED_MAX = 10;

    /// Bytes that come one by one are a lot of work for whoever sends them.
    private static final int REPLAYED_MAX = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    protected String what() {
        return "all that some customers have said comes again on two more sockets, byte by byte";
    }

    @Override
    protected void fault(Scene scene) {
        scene.history.faultBegan(what(), "");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replays = new ArrayList<Future<?>>();
            int replayed = Math.min(REPLAYED_MAX, scene.customers.size() / 2);
            for (Customer customer : scene.customers.subList(0, replayed)) {
                Recording said = said(scene.history.events(), customer.name);
                for (int copy = 1; copy <= 2; copy++) {
                    String name = customer.name + "-copy" + copy;
                    replays.add(threads.submit(() -> replay(scene, name, customer.name, said)));
                }
            }
            for (Future<?> replay : replays) {
                replay.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        scene.history.faultEnded(what(), "");
    }

    /// What was accepted of the words of a client's newest conversation, which may have ended by
    /// the time they come again: in another they would be new.
    private record Recording(String conversation, List<JsonNode> words) {}

    private static Recording said(List<Event> events, String client) {
        Map<String, JsonNode> sent = new HashMap<>();
        var said = new ArrayList<JsonNode>();
        String conversation = "";
        for (Event event : events) {
            switch (event) {
                case Sent s when s.client().equals(client) ->
                        sent.put(Json.text(s.frame(), "id"), s.frame());
                case Came c when c.client().equals(client) -> {
                    JsonNode frame = sent.get(Json.text(c.frame(), "id"));
                    if (Json.type(c.frame()).equals("welcome")) {
                        said.clear();
                        conversation = Json.text(c.frame(), "conversation");
                    } else if (Json.type(c.frame()).equals("accepted")
                            && Json.type(frame).equals("say")) {
                        said.add(frame);
                    }
                }
                default -> {
                    // Others.
                }
            }
        }
        int from = Math.max(0, said.size() - RECORDED_MAX);
        return new Recording(conversation, List.copyOf(said.subList(from, said.size())));
    }

    private static Void replay(Scene scene, String name, String person, Recording said)
            throws IOException {
        History history = scene.history;
        int port = scene.fleet.doors.shuffled(new SplittableRandom()).getFirst().port();
        try (var wire = WebSocketWire.open(port, "/chat", Tokens.customer(person))) {
            wire.patience(PATIENCE);
            history.add(new History.Opened(history.now(), name, 1, ""));
            send(history, name, wire, Json.frame("hello").put("conversation", said.conversation()));
            int missing = said.words().size();
            boolean sent = false;
            while (missing > 0 || !sent) {
                if (!(wire.read() instanceof WebSocketWire.Incoming.Text(var text))) {
                    continue;
                }
                JsonNode frame = Json.read(text);
                history.add(new Came(history.now(), name, 1, frame));
                if (Json.type(frame).equals("welcome")) {
                    sent = true;
                    for (JsonNode word : said.words()) {
                        send(history, name, wire, word);
                    }
                }
                boolean answer = frame.has("id") && !Json.type(frame).equals("said");
                missing -= answer ? 1 : 0;
            }
            history.add(new History.Ended(history.now(), name, 1, 1000, "", true));
        }
        return null;
    }

    private static void send(History history, String name, WebSocketWire wire, JsonNode frame)
            throws IOException {
        history.add(new Sent(history.now(), name, 1, frame));
        for (byte b : WebSocketWire.textFrame(frame.toString())) {
            wire.raw(new byte[] {b});
        }
    }

    @Override
    protected StandIn standIn() {
        return StandIn.doubledCommit();
    }
}
