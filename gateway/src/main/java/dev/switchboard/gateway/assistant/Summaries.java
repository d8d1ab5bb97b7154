package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Sums up for an agent what was handed over without a model. Nobody waits for it. Called on an
/// event loop, answers on it.
public interface Summaries {

    /// Nobody does: the log alone tells.
    Summaries NONE = _ -> Future.succeededFuture(Optional.empty());

    /// The summary; nothing where there is none in time, or none that can be believed. Never fails.
    Future<Optional<Notes>> of(Request request);

    /// @param person whose conversation it is
    /// @param spoken BCP 47, what is spoken in it
    /// @param reason why a person is needed
    /// @param history what was said, oldest first
    /// @param language BCP 47, what the agent reads
    record Request(
            Person person,
            String spoken,
            Reason reason,
            List<Model.Message> history,
            String language) {
        public Request {
            history = List.copyOf(history);
        }
    }
}
