package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;
import dev.switchboard.gateway.assistant.privacy.Redaction;
import dev.switchboard.gateway.assistant.privacy.Restoring;
import dev.switchboard.gateway.assistant.triggers.Triggers;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What stands between a model and everybody else for one answer: what it is not told, and what of
/// its words a customer may read. Made on a worker, used on one event loop afterwards.
final class Checks {

    private final String language;
    private final Redaction redaction;
    private final Restoring restoring;
    private final Sources sources = new Sources();
    private final FactGate gate;

    /// @param region ISO 3166 country of the customer's market
    Checks(String language, String region) {
        this.language = language;
        this.redaction = new Redaction(region);
        this.restoring = new Restoring(redaction);
        this.gate = new FactGate(sources, language);
    }

    /// What was said, as the model may read it. It may be stated again: what the assistant itself
    /// had said passed a gate before.
    List<Model.Message> redacted(List<Model.Message> history) {
        List<Model.Message> redacted = new ArrayList<>();
        for (Model.Message message : history) {
            sources.addLasting(message.text(), language);
            redacted.add(new Model.Message(message.role(), redaction.redact(message.text())));
        }
        return redacted;
    }

    /// A passage may be stated.
    void learn(Passage passage) {
        sources.addLasting(
                passage.title() + "\n" + passage.text() + "\n" + passage.link().orElse(""),
                Languages.primary(passage.language()),
                language);
    }

    /// So may a tool's result, which the model reads as this.
    String learn(String result) {
        sources.add(result, language);
        return redaction.redact(result);
    }

    /// A call with what its arguments stand for: a tool may need it.
    Model.ToolCall restored(Model.ToolCall call) {
        Map<String, String> arguments = new LinkedHashMap<>();
        call.arguments().forEach((name, value) -> arguments.put(name, redaction.restore(value)));
        return new Model.ToolCall(call.name(), arguments);
    }

    /// What of the model's next piece may be shown now; may be empty.
    String text(String piece) {
        String restored = restoring.accept(piece);
        return restored.isEmpty() ? "" : gate.accept(restored);
    }

    /// There is no more of it.
    String finish() {
        String rest = restoring.finish();
        return gate.accept(rest) + gate.finish();
    }

    /// Whether the model stated what nothing says; it has been shown up to there.
    boolean isShut() {
        return gate.isShut();
    }

    /// Which kind of thing it stated, for a log.
    Optional<String> uncovered() {
        return gate.uncovered();
    }

    /// Whether the customer has been told that a person comes. A question is an offer, no promise.
    /// For a worker thread.
    boolean promise(Triggers triggers) {
        String shown = gate.shown();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        breaks.setText(shown);
        int from = 0;
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            String sentence = shown.substring(from, to).strip();
            boolean asks =
                    !sentence.isEmpty()
                            && "?\uFF1F\u061F".indexOf(sentence.charAt(sentence.length() - 1)) >= 0;
            if (!asks && triggers.promises(sentence, language)) {
                return true;
            }
            from = to;
        }
        return false;
    }
}
