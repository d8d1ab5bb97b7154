package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Who answers first. Called on an event loop, answers on it.
public interface Assistant {

    /// What a customer's words are, before anything is stored. Never fails.
    ///
    /// @param language of the conversation until now
    Future<Understood> understand(String text, String language);

    /// The language of a customer's words, where nothing else is to be known of them: BCP 47, the
    /// conversation's where they are too few to tell. Never fails.
    ///
    /// @param language of the conversation until now
    Future<String> language(String text, String language);

    /// Begins an answer. The host hears its pieces and, unless it is cancelled, exactly one end.
    Writing begin(Question question, Host host);

    /// @param language BCP 47 of the words, or of the conversation where they are too few to tell
    /// @param handoff why these words go to a person without any answer
    /// @param consent whether all of these words are a yes or a no
    record Understood(String language, Optional<Reason> handoff, Consent consent) {}

    /// @param conversation its id
    /// @param language to answer in
    /// @param person whose it is
    /// @param history what was said, oldest first; the customer's last word is to be answered
    /// @param errand what the customer's last word has made due, instead of an answer to it
    record Question(
            String conversation,
            String language,
            Person person,
            List<Model.Message> history,
            Optional<Errand> errand) {
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
        /// What it rests on: articles by their slugs, tools by their names, orders as `order:` and
        /// the number.
        List<String> sources();

        /// With all of it said.
        record Answered(List<String> sources) implements End {
            public Answered {
                sources = List.copyOf(sources);
            }
        }

        /// With a question that only a yes or a no answers, and that is still to be said.
        ///
        /// @param question what was not told yet; the pieces so far stand before it
        /// @param tool what would make the change, with its arguments and on these terms
        record Proposes(
                String question,
                String tool,
                SortedMap<String, String> arguments,
                String quote,
                List<String> sources)
                implements End {
            public Proposes {
                sources = List.copyOf(sources);
            }
        }

        /// With a person needed.
        ///
        /// @param interrupted whether the pieces so far are not all that was to be said
        record HandsOff(Reason reason, Notes notes, boolean interrupted, List<String> sources)
                implements End {
            public HandsOff {
                sources = List.copyOf(sources);
            }

            /// With what the log itself tells, for the agent.
            public HandsOff(Reason reason, boolean interrupted) {
                this(reason, Notes.NONE, interrupted, List.of());
            }
        }
    }
}
