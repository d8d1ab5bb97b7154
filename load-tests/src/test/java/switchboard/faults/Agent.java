package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import switchboard.load.Json;

/// An agent: takes every offer, answers each of the customer's words, and after some of them closes
/// the conversation, gives it back to the assistant or passes it on.
final class Agent extends Client {

    private static final int WORDS_MIN = 2;

    private final Calm calm;
    private final Map<String, Integer> words = new HashMap<>();
    private int numbers;

    Agent(String name, int capacity, Doors doors, History history, long seed, Calm calm) {
        super(name, "/seat", Tokens.agent(name, capacity), doors, history, seed);
        this.calm = calm;
    }

    @Override
    protected ObjectNode hello() {
        return Json.frame("hello");
    }

    @Override
    protected void came(JsonNode frame) {
        String conversation = Json.text(frame, "conversation");
        switch (Json.type(frame)) {
            case "welcome" -> mention(Json.frame("presence").put("state", "available"));
            case "offer" -> mention(Json.frame("accept").put("offer", Json.text(frame, "offer")));
            case "assigned" -> words.putIfAbsent(conversation, 0);
            case "released" -> words.remove(conversation);
            case "said" -> {
                if (words.containsKey(conversation)
                        && Json.text(frame.path("from"), "kind").equals("customer")) {
                    answer(conversation, frame.path("seq").asLong());
                }
            }
            case "error" -> {
                if (Json.text(frame, "code").equals("unavailable") && !frame.has("id")) {
                    Thread.ofVirtual().start(this::showAgain);
                }
            }
            default -> {
                // The rest needs no answer.
            }
        }
    }

    /// An error without an id may have been about the presence.
    private void showAgain() {
        pause(Duration.ofMillis(500));
        mention(Json.frame("presence").put("state", "available"));
    }

    private void answer(String conversation, long seq) {
        submit(
                Json.frame("say")
                        .put("conversation", conversation)
                        .put("id", name + "-" + ++numbers)
                        .put("text", "I have read " + seq + "."));
        int said = words.merge(conversation, 1, Integer::sum);
        if (said > WORDS_MIN && !calm.isHere()) {
            passOn(conversation);
        }
    }

    private void passOn(String conversation) {
        switch (random.nextInt(8)) {
            case 0, 1 ->
                    mention(
                            Json.frame("close")
                                    .put("conversation", conversation)
                                    .put("disposition", "settled"));
            case 2 -> mention(Json.frame("return").put("conversation", conversation));
            case 3 -> {
                ObjectNode transfer = Json.frame("transfer").put("conversation", conversation);
                transfer.putObject("to").put("language", "en");
                mention(transfer.put("note", "Please go on."));
            }
            default -> {
                // It goes on here.
            }
        }
    }
}
