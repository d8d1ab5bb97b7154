package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.faults.History.Came;
import switchboard.faults.History.Ended;
import switchboard.faults.History.Event;
import switchboard.faults.History.FaultBegan;
import switchboard.faults.History.FaultEnded;
import switchboard.faults.History.Opened;
import switchboard.faults.History.Sent;
import switchboard.load.Json;

/// What a run left behind: its history, read client by client, and the logs that Redis has.
final class Evidence {

    /// What a customer was told of a conversation from one `welcome` to the next, or to the end of
    /// the connection.
    ///
    /// @param after the last `seq` it said it had seen; -1 where it said none
    /// @param frames that came after the welcome, in order
    /// @param last whether the client was still there at the end
    record Segment(
            String client,
            int connection,
            String conversation,
            long after,
            boolean resumed,
            List<JsonNode> frames,
            boolean last) {}

    /// What an agent was told of a conversation from `assigned` on.
    ///
    /// @param last whether the agent held it still at the end
    record Span(
            String agent, String conversation, long epoch, List<JsonNode> entries, boolean last) {}

    /// A message with an id.
    static final class Message {
        final String client;
        final String conversation;
        final JsonNode frame;
        final int firstSent;
        final Set<Long> accepted = new HashSet<>();
        int firstAccepted = Integer.MAX_VALUE;
        boolean refused;
        boolean dropped;

        Message(String client, String conversation, JsonNode frame, int firstSent) {
            this.client = client;
            this.conversation = conversation;
            this.frame = frame;
            this.firstSent = firstSent;
        }

        String id() {
            return Json.text(frame, "id");
        }

        boolean is(String type) {
            return Json.type(frame).equals(type);
        }
    }

    private static final Set<String> PASSING = Set.of("unavailable", "internal", "too-many");

    final List<Event> events;
    final Map<String, List<LogEntry>> logs;
    final List<Segment> segments = new ArrayList<>();
    final List<Span> spans = new ArrayList<>();
    final Map<String, Message> messages = new LinkedHashMap<>();
    final Map<String, Integer> stops = new HashMap<>();
    final Set<String> customers = new HashSet<>();
    final Set<String> agents = new HashSet<>();
    private final Map<String, Reading> readings = new HashMap<>();

    /// Where one client stands while the history is read.
    private static final class Reading {
        long after = -1;
        String conversation = "";
        Segment segment;
        final Map<String, Span> spans = new LinkedHashMap<>();
    }

    Evidence(List<Event> events, Map<String, List<LogEntry>> logs) {
        this.events = events;
        this.logs = logs;
        for (int i = 0; i < events.size(); i++) {
            switch (events.get(i)) {
                case Opened o -> readings.computeIfAbsent(o.client(), _ -> new Reading());
                case Sent s -> sent(s, i);
                case Came c -> came(c, i);
                case Ended e -> ended(e);
                case FaultBegan _, FaultEnded _ -> {}
            }
        }
        readings.values().forEach(r -> end(r, true));
    }

    /// The conversations of which clients were told.
    static Set<String> conversations(List<Event> events) {
        return events.stream()
                .filter(Came.class::isInstance)
                .map(e -> Json.text(((Came) e).frame(), "conversation"))
                .filter(c -> !c.isEmpty())
                .collect(Collectors.toSet());
    }

    private void sent(Sent sent, int at) {
        Reading reading = readings.computeIfAbsent(sent.client(), _ -> new Reading());
        JsonNode frame = sent.frame();
        switch (Json.type(frame)) {
            case "hello" -> reading.after = frame.path("after").asLong(-1);
            case "stop" -> stops.merge(reading.conversation, 1, Integer::sum);
            default -> {
                if (frame.has("id")) {
                    String conversation = frame.path("conversation").asText(reading.conversation);
                    messages.computeIfAbsent(
                            key(sent.client(), frame),
                            _ -> new Message(sent.client(), conversation, frame, at));
                }
            }
        }
    }

    private static String key(String client, JsonNode frame) {
        return client + " " + Json.text(frame, "id");
    }

    private void came(Came came, int at) {
        Reading reading = readings.computeIfAbsent(came.client(), _ -> new Reading());
        JsonNode frame = came.frame();
        switch (Json.type(frame)) {
            case "welcome" -> welcome(came, reading);
            case "accepted" -> {
                Message message = messages.get(key(came.client(), frame));
                if (message != null) {
                    message.accepted.add(frame.path("seq").asLong());
                    message.firstAccepted = Math.min(message.firstAccepted, at);
                }
            }
            case "error" -> {
                Message message = messages.get(key(came.client(), frame));
                if (message != null) {
                    message.refused = true;
                    message.dropped |= !PASSING.contains(Json.text(frame, "code"));
                }
            }
            default -> told(came.client(), reading, frame);
        }
    }

    private void welcome(Came came, Reading reading) {
        JsonNode frame = came.frame();
        end(reading, false);
        if (frame.has("seat")) {
            agents.add(came.client());
            return;
        }
        customers.add(came.client());
        reading.conversation = Json.text(frame, "conversation");
        reading.segment =
                new Segment(
                        came.client(),
                        came.connection(),
                        reading.conversation,
                        reading.after,
                        frame.path("resumed").asBoolean(),
                        new ArrayList<>(),
                        false);
    }

    private void told(String client, Reading reading, JsonNode frame) {
        if (reading.segment != null) {
            reading.segment.frames().add(frame);
            return;
        }
        String conversation = Json.text(frame, "conversation");
        Span span = reading.spans.get(conversation);
        switch (Json.type(frame)) {
            case "assigned" -> {
                if (span != null) {
                    spans.add(span);
                }
                var entries = new ArrayList<JsonNode>();
                frame.path("entries").forEach(entries::add);
                long epoch = frame.path("epoch").asLong();
                reading.spans.put(
                        conversation, new Span(client, conversation, epoch, entries, false));
            }
            case "released" -> {
                if (span != null) {
                    spans.add(reading.spans.remove(conversation));
                }
            }
            case "said", "note" -> {
                if (span != null) {
                    span.entries().add(frame);
                }
            }
            default -> {
                // Nothing that has a place in the log.
            }
        }
    }

    private void ended(Ended ended) {
        Reading reading = readings.get(ended.client());
        if (reading != null) {
            end(reading, false);
        }
    }

    private void end(Reading reading, boolean last) {
        if (reading.segment != null) {
            Segment s = reading.segment;
            segments.add(
                    new Segment(
                            s.client(),
                            s.connection(),
                            s.conversation(),
                            s.after(),
                            s.resumed(),
                            s.frames(),
                            last));
            reading.segment = null;
        }
        for (Span s : reading.spans.values()) {
            spans.add(new Span(s.agent(), s.conversation(), s.epoch(), s.entries(), last));
        }
        reading.spans.clear();
    }

    List<LogEntry> log(String conversation) {
        return logs.getOrDefault(conversation, List.of());
    }
}
