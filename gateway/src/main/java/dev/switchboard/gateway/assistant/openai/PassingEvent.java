package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/// An event of a stream, of which nothing is left once it has been told. langchain4j keeps every
/// event until the answer is whole, for whoever asks for the raw ones, which nobody here does; for
/// a thousand answers being written that would be their JSON of half a minute.
final class PassingEvent extends ServerSentEvent {

    private String said;

    PassingEvent(@Nullable String event, String data) {
        super(event, "");
        said = data;
    }

    @Override
    public String data() {
        return said;
    }

    /// It has been told.
    void pass() {
        said = "";
    }
}
