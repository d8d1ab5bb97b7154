package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/// Who answers first. Called on an event loop, answers on it.
public interface Assistant {

    /// What a customer's words are, before anything is stored. Never fails.
    ///
    /// @param language of the conversation until now
    Future<Understood> understand(String text, String language);

    /// Begins an answer. The host hears its pieces and, unless it is cancelled, exactly one end.
    Writing begin(Question question, Host host);

    /// @param language BCP 47 of the words, or of the conversation where they are too few to tell
    /// @param handoff why these words go to a person without any answer
    record Understood(String language, Optional<Reason> handoff) {}

    /// @param conversation for logs
    /// @param language to answer in
    /// @param history what was said, oldest first; the customer's last word is to be answered
    record Question(String conversation, String language, List<Model.Message> history) {
        public Question {
            history = List.copyOf(history);
        }
    }

    /// An answer being written.
    interface Writing {
        /// Stops reading what the model writes, until [#resume].
        void pause();

        /// Reads on.
        void resume();

        /// Ends it; the host hears nothing more. Idempotent.
        void cancel();
    }

    /// Who an answer is written for.
    interface Host {
        /// The next piece, never empty.
        void piece(String text);

        /// There is no more.
        void end(End end);
    }

    /// How an answer ended.
    sealed interface End {
        /// With all of it said.
        record Answered() implements End {}

        /// With a person needed.
        ///
        /// @param summary for the agent; may be empty
        /// @param interrupted whether the pieces so far are not all that was to be said
        record HandsOff(Reason reason, String summary, boolean interrupted) implements End {}
    }
}
