package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Device.Frame;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What came of one turn, read from the frames between it and the next.
///
/// @param answers of the assistant, whole or not
/// @param holder who holds the conversation at its end
/// @param reason why, where the holder changed
/// @param faults what must never come, whatever a case expects
/// @param firstDeltaNanos from the customer's last word to the first piece of an answer
/// @param answeredNanos the same to the end of the last answer
record TurnSeen(
        List<Answer> answers,
        String holder,
        Optional<String> reason,
        List<Line> lines,
        List<String> faults,
        OptionalLong firstDeltaNanos,
        OptionalLong answeredNanos) {

    TurnSeen {
        answers = List.copyOf(answers);
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
    }

    /// @param language BCP 47
    record Answer(String text, String language, boolean whole) {}

    /// A line of the transcript.
    ///
    /// @param from `customer`, `assistant`, `system` or `holder`
    record Line(String from, String text) {}

    /// All that the assistant has shown.
    String shown() {
        return String.join("\n", answers.stream().map(Answer::text).toList());
    }

    /// @param frames that came during it
    /// @param heldBefore who held the conversation before
    /// @param sentNanos when the customer's last word was sent
    static TurnSeen of(List<Frame> frames, String heldBefore, long sentNanos) {
        var reading = new Reading(heldBefore, sentNanos);
        frames.forEach(reading::read);
        return reading.done();
    }

    private static final class Reading {
        private final long sentNanos;
        private final List<Answer> answers = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Map<String, StringBuilder> streamed = new LinkedHashMap<>();
        private String holder;
        private Optional<String> reason = Optional.empty();
        private Optional<Answer> last = Optional.empty();
        private OptionalLong firstDelta = OptionalLong.empty();
        private OptionalLong answered = OptionalLong.empty();

        Reading(String holder, long sentNanos) {
            this.holder = holder;
            this.sentNanos = sentNanos;
        }

        void read(Frame frame) {
            JsonObject json = frame.json();
            switch (frame.type()) {
                case "said" -> said(json);
                case "delta" -> delta(json, frame.nanos());
                case "turn" -> turn(json, frame.nanos());
                case "holder" -> {
                    holder = json.getString("holder");
                    reason = Optional.ofNullable(json.getString("reason"));
                    lines.add(
                            new Line(
                                    "holder",
                                    holder + reason.map(why -> " (" + why + ")").orElse("")));
                }
                case "error" -> faults.add("the gateway answers error " + json.getString("code"));
                default -> {
                    // Typing, places and the like say nothing of the assistant.
                }
            }
        }

        private void said(JsonObject json) {
            String from = json.getJsonObject("from").getString("kind");
            lines.add(new Line(from, json.getString("text")));
            if (from.equals("assistant")) {
                var answer =
                        new Answer(
                                json.getString("text"),
                                json.getString("language"),
                                !json.getBoolean("interrupted", false));
                answers.add(answer);
                last = Optional.of(answer);
                if (!holder.equals("assistant")) {
                    faults.add("the assistant speaks while %s holds".formatted(holder));
                }
            }
        }

        private void delta(JsonObject json, long nanos) {
            StringBuilder text =
                    streamed.computeIfAbsent(json.getString("turn"), _ -> new StringBuilder());
            // A repetition from the beginning takes the place of what it repeats.
            text.setLength(Math.min(text.length(), json.getInteger("offset")));
            text.append(json.getString("text"));
            if (firstDelta.isEmpty()) {
                firstDelta = OptionalLong.of(nanos - sentNanos);
            }
        }

        private void turn(JsonObject json, long nanos) {
            StringBuilder text = streamed.get(json.getString("turn"));
            switch (json.getString("state")) {
                case "completed" -> {
                    answered = OptionalLong.of(nanos - sentNanos);
                    if (text != null
                            && !last.map(Answer::text).equals(Optional.of(text.toString()))) {
                        faults.add("what was streamed is not what was said");
                    }
                }
                case "restarted" -> streamed.remove(json.getString("turn"));
                case "interrupted" -> {
                    // What nobody kept was shown all the same.
                    if (text != null && json.getLong("seq") == null) {
                        answers.add(new Answer(text.toString(), "", false));
                    }
                }
                default -> {
                    // It has begun.
                }
            }
        }

        TurnSeen done() {
            return new TurnSeen(answers, holder, reason, lines, faults, firstDelta, answered);
        }
    }
}
