package switchboard.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What all agents of a simulation do, and what they notice: takes every offer, greets, and answers
/// each word of a customer with that word.
final class Desk {

    /// What an answer begins with; the customer's own words follow.
    static final String ANSWER = "Answer: ";

    /// @param frame the very string, for an equal one is a frame that came twice
    private record Answered(String frame, String answer) {}

    private final ThreadLocal<Answered> answered = new ThreadLocal<>();
    private final Map<String, Long> decidedNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> offeredNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> saidNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> lastSeq = new ConcurrentHashMap<>();
    private final Queue<String> noticed = new ConcurrentLinkedQueue<>();

    /// A person is wanted for this conversation, and the customer has been told so.
    void decided(String conversation, long nowNanos) {
        decidedNanos.putIfAbsent(conversation, nowNanos);
    }

    /// From there to an agent's offer; none where the offer was quicker than the telling.
    Duration untilOffered(String conversation) {
        long nanos = offeredNanos.get(conversation) - decidedNanos.get(conversation);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /// A customer says this to an agent. Each word is said once in a run.
    void said(String word, long nowNanos) {
        saidNanos.put(word, nowNanos);
    }

    /// From a customer's word to an agent's reading it.
    Duration untilHeard(String word) {
        return Duration.ofNanos(heardNanos.get(word) - saidNanos.get(word));
    }

    /// From an agent's answer to now.
    Duration sinceAnswered(String word, long nowNanos) {
        return Duration.ofNanos(nowNanos - heardNanos.get(word));
    }

    /// The frame to send for one that came, or null for none.
    ///
    /// Gatling asks twice for each frame, on one thread: whether there is an answer, then for it.
    String answer(String text) {
        Answered before = answered.get();
        if (before != null && before.frame == text) {
            return before.answer;
        }
        String answer = considered(Json.read(text), System.nanoTime());
        answered.set(new Answered(text, answer));
        return answer;
    }

    private String considered(JsonNode frame, long nowNanos) {
        return switch (Json.type(frame)) {
            case "offer" -> {
                offeredNanos.putIfAbsent(Json.text(frame, "conversation"), nowNanos);
                yield Json.frame("accept").put("offer", Json.text(frame, "offer")).toString();
            }
            case "assigned" -> {
                String conversation = Json.text(frame, "conversation");
                frame.path("entries").forEach(entry -> inOrder(conversation, entry));
                yield say(conversation, "g-" + frame.path("epoch").asLong(), "Hello.");
            }
            case "said" -> said(frame, nowNanos);
            case "error", "withdrawn" -> {
                noticed.add("an agent heard " + frame);
                yield null;
            }
            default -> null;
        };
    }

    private String said(JsonNode said, long nowNanos) {
        String conversation = Json.text(said, "conversation");
        inOrder(conversation, said);
        if (!Json.text(said.path("from"), "kind").equals("customer")) {
            return null;
        }
        String word = Json.text(said, "text");
        if (heardNanos.put(word, nowNanos) != null) {
            noticed.add("heard twice: " + word);
        }
        return say(conversation, "a-" + said.path("seq").asLong(), ANSWER + word);
    }

    private void inOrder(String conversation, JsonNode entry) {
        long seq = entry.path("seq").asLong();
        Long before = lastSeq.put(conversation, seq);
        if (before != null && before >= seq) {
            noticed.add(conversation + ": an agent was shown " + seq + " after " + before);
        }
    }

    /// Everything that should not have been, given that nothing more comes.
    List<String> problems() {
        List<String> problems = new ArrayList<>(noticed);
        saidNanos.keySet().stream()
                .filter(word -> !heardNanos.containsKey(word))
                .forEach(word -> problems.add("no agent was shown: " + word));
        return problems;
    }

    private static String say(String conversation, String id, String text) {
        return Json.frame("say")
                .put("conversation", conversation)
                .put("id", id)
                .put("text", text)
                .toString();
    }
}
