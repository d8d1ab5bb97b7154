package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Device.Frame;
import dev.switchboard.gateway.evals.EvalCase.Deed;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells when all has come that a turn gives rise to: what was said is in the conversation, and it
/// was answered, or nobody is left who would answer it at once.
///
/// @param ids of the frames that were sent
/// @param from the first frame of the turn
record Settling(Deed deed, List<String> ids, int from) {
    Settling {
        ids = List.copyOf(ids);
    }

    /// What is waited for, for people.
    String what() {
        return switch (deed) {
            case Deed.Says(var texts) -> "an answer to “%s”".formatted(texts.getLast());
            case Deed.AsksForPerson _ -> "a person";
            case Deed.Ends _ -> "the end";
        };
    }

    boolean done(List<Frame> frames) {
        String holder = "assistant";
        long lastSaid = 0;
        long lastAnswer = 0;
        Set<String> writing = new HashSet<>();
        Set<String> missing = new HashSet<>(ids);
        boolean refused = false;
        for (int i = 0; i < frames.size(); i++) {
            JsonObject json = frames.get(i).json();
            switch (frames.get(i).type()) {
                case "said" -> {
                    long seq = json.getLong("seq");
                    String id = json.getString("id", "");
                    if (ids.contains(id)) {
                        missing.remove(id);
                        lastSaid = seq;
                    }
                    if (json.getJsonObject("from").getString("kind").equals("assistant")
                            && !json.getBoolean("interrupted", false)) {
                        lastAnswer = seq;
                    }
                }
                case "turn" -> {
                    if (json.getString("state").matches("(re)?started")) {
                        writing.add(json.getString("turn"));
                    } else {
                        writing.remove(json.getString("turn"));
                    }
                }
                case "holder" -> holder = json.getString("holder");
                case "error" -> refused |= i >= from;
                default -> {
                    // Nothing that anybody waits for.
                }
            }
        }
        boolean settled =
                switch (deed) {
                    case Deed.Says _ ->
                            missing.isEmpty()
                                    && (!holder.equals("assistant") || lastAnswer > lastSaid);
                    case Deed.AsksForPerson _ -> !holder.equals("assistant");
                    case Deed.Ends _ -> holder.equals("closed");
                };
        return refused || (settled && writing.isEmpty());
    }
}
