package switchboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// What all agents of a simulation do, and what they notice: takes every offer, greets, and answers
/// each word of a customer with that word.
final class Desk {

    /// What an answer begins with; the customer's own words follow.
    static final String ANSWER = "Svar: ";

    private static final JsonMapper JSON = new JsonMapper();

    /// @param frame the very string, for an equal one is a frame that came twice
    private record Answered(String frame, String answer) {}

    private final ThreadLocal<Answered> answered = new ThreadLocal<>();
    private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();
    private final Queue<Integer> offerMs = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> lastSeq = new ConcurrentHashMap<>();
    private final Set<String> words = ConcurrentHashMap.newKeySet();
    private final Queue<String> noticed = new ConcurrentLinkedQueue<>();

    /// Starts the clock of an offer.
    void personAskedFor(String conversation) {
        askedNanos.put(conversation, System.nanoTime());
    }

    /// The frame to send for one that came, or null for none.
    ///
    /// Gatling asks twice for each frame, on one thread: whether there is an answer, then for it.
    String answer(String text) {
        Answered before = answered.get();
        if (before != null && before.frame == text) {
            return before.answer;
        }
        String answer = considered(text);
        answered.set(new Answered(text, answer));
        return answer;
    }

    private String considered(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            return switch (frame.path("type").asText()) {
                case "offer" -> offer(frame);
                case "assigned" -> assigned(frame);
                case "said" -> said(frame);
                case "error", "withdrawn" -> {
                    noticed.add("agent heard " + text);
                    yield null;
                }
                default -> null;
            };
        } catch (JsonProcessingException e) {
            noticed.add("not JSON: " + e.getOriginalMessage());
            return null;
        }
    }

    /// Whether there is a time from asking for a person to the offer that has not been taken.
    boolean hasOfferMs() {
        return !offerMs.isEmpty();
    }

    /// Takes one of these times.
    int nextOfferMs() {
        return offerMs.remove();
    }

    /// Everything that should not have been, given how many words all customers said to agents.
    List<String> problems(int wordsSaid) {
        List<String> problems = new ArrayList<>(noticed);
        if (words.size() != wordsSaid) {
            problems.add(wordsSaid + " words were said to agents, " + words.size() + " were heard");
        }
        return problems;
    }

    private String offer(JsonNode offer) {
        Long asked = askedNanos.get(offer.path("conversation").asText());
        if (asked == null) {
            noticed.add("an offer that nobody asked for: " + offer);
        } else {
            offerMs.add((int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
        }
        return JSON.createObjectNode()
                .put("type", "accept")
                .put("offer", offer.path("offer").asText())
                .toString();
    }

    private String assigned(JsonNode assigned) {
        String conversation = assigned.path("conversation").asText();
        assigned.path("entries").forEach(entry -> inOrder(conversation, entry));
        return say(conversation, "g-" + assigned.path("epoch").asLong(), "Hej, det är Ana.");
    }

    private String said(JsonNode said) {
        String conversation = said.path("conversation").asText();
        inOrder(conversation, said);
        if (!said.at("/from/kind").asText().equals("customer")) {
            return null;
        }
        String text = said.path("text").asText();
        if (!words.add(text)) {
            noticed.add("heard twice: " + text);
        }
        return say(conversation, "a-" + said.path("seq").asLong(), ANSWER + text);
    }

    private void inOrder(String conversation, JsonNode entry) {
        long seq = entry.path("seq").asLong();
        Long before = lastSeq.put(conversation, seq);
        if (before != null && before >= seq) {
            noticed.add(conversation + ": " + seq + " came after " + before);
        }
    }

    private static String say(String conversation, String id, String text) {
        return JSON.createObjectNode()
                .put("type", "say")
                .put("conversation", conversation)
                .put("id", id)
                .put("text", text)
                .toString();
    }
}
