package switchboard.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one customer sent and was shown, over all of their sockets, held against what the protocol
/// promises: what was accepted is shown once, in the order of sending; entries come in the order of
/// `seq`, each once; answers have no holes. Makes the customer's frames too, as a client must that
/// resumes and sends again. For one thread at a time.
public final class Transcript {

    /// How far the last word has come. In this order, but some may be left out.
    public enum Phase {
        NOTHING_SAID,
        SENT,
        ACCEPTED,
        /// The first piece of the answer is here.
        ANSWERING,
        ANSWERED
    }

    private static final Set<String> PASSING = Set.of("unavailable", "internal", "too-many");

    private static final class Request {
        final ObjectNode frame;
        long acceptedSeq;
        long shownSeq;

        Request(ObjectNode frame) {
            this.frame = frame;
        }

        boolean isWord() {
            return Json.type(frame).equals("say");
        }
    }

    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private final Map<String, Long> agentWords = new HashMap<>();
    private final List<String> noticed = new ArrayList<>();
    private String conversation = "";
    private String holder = "";
    private Phase phase = Phase.NOTHING_SAID;
    private Optional<Duration> sentAway = Optional.empty();
    private String lastWord = "";
    private boolean welcomed;
    private long after;
    private long seen;
    private long answerSeq;
    private long sentNanos;
    private long phaseNanos;

    /// The first frame of a socket; resumes where there is something to resume.
    public ObjectNode hello() {
        ObjectNode hello = Json.frame("hello");
        after = seen;
        if (!conversation.isEmpty()) {
            hello.put("conversation", conversation).put("after", seen);
        }
        return hello;
    }

    /// A hello that asks to be shown all of it again.
    public ObjectNode helloFromTheStart() {
        after = 0;
        return Json.frame("hello").put("conversation", conversation);
    }

    /// A word of the customer's, to be sent now.
    public ObjectNode say(String text, long nowNanos) {
        ObjectNode say = request("say", "m").put("text", text);
        lastWord = Json.text(say, "id");
        sentNanos = nowNanos;
        enter(Phase.SENT, nowNanos);
        return say;
    }

    /// A frame of this type that has nothing but an id: `human` or `end`.
    public ObjectNode ask(String type) {
        return request(type, type);
    }

    private ObjectNode request(String type, String prefix) {
        String id = prefix + "-" + (requests.size() + 1);
        ObjectNode frame = Json.frame(type).put("id", id);
        requests.put(id, new Request(frame));
        return frame;
    }

    /// What was sent and has not been accepted, in the order of sending: to be sent again.
    public List<ObjectNode> unaccepted() {
        return requests.values().stream()
                .filter(r -> r.acceptedSeq == 0)
                .map(r -> r.frame)
                .toList();
    }

    /// A frame came.
    public Transcript take(String text, long nowNanos) {
        JsonNode frame = Json.read(text);
        switch (Json.type(frame)) {
            case "welcome" -> welcome(frame);
            case "accepted" -> accepted(frame, nowNanos);
            case "said" -> said(frame, nowNanos);
            case "turn" -> turn(frame);
            case "delta" -> delta(frame, nowNanos);
            case "holder" -> {
                entry(frame);
                holder = Json.text(frame, "holder");
            }
            case "error" -> error(frame);
            case "goodbye" ->
                    sentAway =
                            Optional.of(Duration.ofSeconds(frame.path("reconnectAfter").asInt()));
            default -> {
                // Typing, places in the queue and whatever is new promise nothing.
            }
        }
        return this;
    }

    private void welcome(JsonNode frame) {
        String name = Json.text(frame, "conversation");
        if (!conversation.isEmpty() && !conversation.equals(name)) {
            noticed.add("came back to " + name + " and not to " + conversation);
        }
        if (after > 0 && !frame.path("resumed").asBoolean()) {
            noticed.add("what came after " + after + " is no longer there");
        }
        if (frame.path("seq").asLong() < after) {
            noticed.add(
                    "the newest entry is " + frame.path("seq") + ", but " + after + " was shown");
        }
        conversation = name;
        holder = Json.text(frame, "holder");
        seen = after;
        turns.clear();
        sentAway = Optional.empty();
        welcomed = true;
    }

    private void accepted(JsonNode frame, long nowNanos) {
        String id = Json.text(frame, "id");
        long seq = frame.path("seq").asLong();
        Request request = requests.get(id);
        if (request == null) {
            noticed.add(id + " was accepted, which was never sent");
            return;
        }
        if (request.acceptedSeq != 0 && request.acceptedSeq != seq) {
            noticed.add(id + " was accepted as " + request.acceptedSeq + " and as " + seq);
        }
        request.acceptedSeq = seq;
        if (id.equals(lastWord)) {
            enter(Phase.ACCEPTED, nowNanos);
        }
    }

    private void said(JsonNode frame, long nowNanos) {
        long seq = entry(frame);
        switch (Json.text(frame.path("from"), "kind")) {
            case "customer" -> shown(Json.text(frame, "id"), Json.text(frame, "text"), seq);
            case "assistant" -> {
                answerSeq = Math.max(answerSeq, seq);
                answered(seq, nowNanos);
            }
            case "agent" -> {
                String id = Json.text(frame, "id");
                Long before = agentWords.put(id, seq);
                if (before != null && before != seq) {
                    noticed.add(id + " was shown as " + before + " and as " + seq);
                }
                answered(seq, nowNanos);
            }
            default -> {
                // The gateway's own words answer nobody.
            }
        }
    }

    /// Every entry comes after those before it.
    private long entry(JsonNode frame) {
        long seq = frame.path("seq").asLong();
        if (seq <= seen) {
            noticed.add(Json.type(frame) + " " + seq + " was shown after " + seen);
        }
        seen = Math.max(seen, seq);
        return seq;
    }

    private void shown(String id, String text, long seq) {
        Request request = requests.get(id);
        if (request == null || !text.equals(Json.text(request.frame, "text"))) {
            noticed.add(id + " was shown as " + text + ", which was never sent");
            return;
        }
        if (request.shownSeq != 0 && request.shownSeq != seq) {
            noticed.add(id + " was shown as " + request.shownSeq + " and as " + seq);
        }
        request.shownSeq = seq;
    }

    private void answered(long seq, long nowNanos) {
        Request last = requests.get(lastWord);
        if (last != null && last.shownSeq != 0 && last.shownSeq < seq) {
            enter(Phase.ANSWERED, nowNanos);
        }
    }

    private void turn(JsonNode frame) {
        String turn = Json.text(frame, "turn");
        switch (Json.text(frame, "state")) {
            case "started", "restarted" -> turns.put(turn, 0);
            case "completed" -> {
                turns.remove(turn);
                if (frame.path("seq").asLong() > answerSeq) {
                    noticed.add("the answer " + frame.path("seq") + " ended and was not shown");
                }
            }
            default -> turns.remove(turn);
        }
    }

    private void delta(JsonNode frame, long nowNanos) {
        String turn = Json.text(frame, "turn");
        int offset = frame.path("offset").asInt();
        Integer length = turns.get(turn);
        if (length == null) {
            noticed.add("a piece of " + turn + " came, which had not begun");
        } else if (offset > length) {
            noticed.add(
                    "a piece of " + turn + " came for " + offset + ", but it ends at " + length);
        }
        turns.put(turn, offset + Json.text(frame, "text").length());
        enter(Phase.ANSWERING, nowNanos);
    }

    private void error(JsonNode frame) {
        if (!PASSING.contains(Json.text(frame, "code"))) {
            noticed.add("heard " + frame);
        }
    }

    private void enter(Phase next, long nowNanos) {
        boolean begins = next == Phase.SENT;
        boolean advances = phase != Phase.NOTHING_SAID && phase.compareTo(next) < 0;
        if (begins || advances) {
            phase = next;
            phaseNanos = nowNanos;
        }
    }

    /// The socket has ended, however it did.
    public void ended() {
        welcomed = false;
        turns.clear();
    }

    public boolean isWelcomed() {
        return welcomed;
    }

    /// Within what time to come back, once a goodbye has said so, until the next welcome.
    public Optional<Duration> sentAway() {
        return sentAway;
    }

    /// `assistant`, `queue`, `agent` or `closed`; empty before the first welcome.
    public String holder() {
        return holder;
    }

    public String conversation() {
        return conversation;
    }

    public Phase phase() {
        return phase;
    }

    public boolean reached(Phase atLeast) {
        return phase.compareTo(atLeast) >= 0;
    }

    /// From the sending of the last word to the phase it is in.
    public Duration sinceSent() {
        return Duration.ofNanos(phaseNanos - sentNanos);
    }

    /// Whether all that was sent is accepted, and the last word answered or left to a person.
    public boolean isAtRest() {
        return unaccepted().isEmpty()
                && (phase == Phase.NOTHING_SAID
                        || phase == Phase.ANSWERED
                        || !holder.equals("assistant"));
    }

    /// All in which a promise was broken, given that nothing more comes. Empty is as it should be.
    public List<String> problems() {
        List<String> problems = new ArrayList<>(noticed);
        long before = 0;
        for (Map.Entry<String, Request> sent : requests.entrySet()) {
            Request request = sent.getValue();
            String id = sent.getKey();
            if (request.acceptedSeq == 0) {
                problems.add(id + " was never accepted");
                continue;
            }
            if (request.isWord() && request.shownSeq != request.acceptedSeq) {
                problems.add(
                        id
                                + " was accepted as "
                                + request.acceptedSeq
                                + (request.shownSeq == 0
                                        ? " and never shown"
                                        : " and shown as " + request.shownSeq));
            }
            if (request.acceptedSeq <= before) {
                problems.add(id + " is " + request.acceptedSeq + ", after " + before);
            }
            before = request.acceptedSeq;
        }
        return problems.isEmpty() || conversation.isEmpty()
                ? problems
                : problems.stream().map(p -> conversation + ": " + p).toList();
    }
}
