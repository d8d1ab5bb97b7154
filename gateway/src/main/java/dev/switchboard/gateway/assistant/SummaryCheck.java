package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;
import dev.switchboard.gateway.assistant.privacy.Redaction;
import dev.switchboard.routing.conversation.Notes;
import java.util.List;
import java.util.stream.Stream;

/// One conversation on its way to a model that sums it up: what the model is shown of it, and
/// whether what comes back states anything else. Takes some milliseconds; a worker should.
final class SummaryCheck {

    private final String language;
    private final Redaction redaction;
    private final Sources sources = new Sources();
    private final List<Model.Message> shown;

    SummaryCheck(Summaries.Request request) {
        String spoken = Languages.primary(request.spoken());
        this.language = Languages.primary(request.language());
        this.redaction = new Redaction(Languages.region(request.person(), spoken));
        this.shown =
                request.history().stream()
                        .map(said -> new Model.Message(said.role(), learned(said.text(), spoken)))
                        .toList();
    }

    private String learned(String text, String spoken) {
        sources.add(text, spoken, language);
        return redaction.redact(text);
    }

    /// What was said, as the model may read it.
    List<Model.Message> shown() {
        return shown;
    }

    /// What a call of the tool tells, with the addresses that an agent may read.
    Notes notes(Model.ToolCall call) {
        Notes told = Prompts.notes(call.arguments(), language);
        return new Notes(
                redaction.restore(told.summary()),
                told.sentiment(),
                redaction.restore(told.tried()),
                redaction.restore(told.next()),
                language,
                told.sources());
    }

    /// Whether the conversation says all that these could be wrong in.
    boolean covers(Notes notes) {
        var gate = new FactGate(sources, language);
        Stream.of(notes.summary(), notes.tried(), notes.next())
                .forEach(text -> gate.accept(text + "\n"));
        gate.finish();
        return !gate.isShut();
    }
}
