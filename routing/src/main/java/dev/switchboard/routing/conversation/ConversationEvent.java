package dev.switchboard.routing.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One entry of a conversation's log. Its `seq` is its place there.
public sealed interface ConversationEvent {

    /// When it was decided.
    Instant at();

    /// The client's message that caused it, so that the message sent again is found.
    default Optional<MessageKey> message() {
        return Optional.empty();
    }

    /// Words, whoever's.
    ///
    /// @param turn the assistant's turn that these words end
    /// @param interrupted whether they are only what the customer had seen when the turn was ended
    /// @param covers for the assistant: `seq` of the last customer's word it answers
    /// @param sources for the assistant: what it rests on, passages and tools by their names
    /// @param translation for the other side, where the agent who holds and the customer do not
    ///   read the same language
    record Said(
            Instant at,
            Optional<MessageKey> message,
            Author from,
            String text,
            String language,
            Optional<String> turn,
            boolean interrupted,
            long covers,
            List<String> sources,
            Optional<Translation> translation)
            implements ConversationEvent {
        public Said {
            // Entries that nodes of an older version wrote have none.
            sources = List.copyOf(Objects.requireNonNullElse(sources, List.of()));
        }

        /// Words that both sides read as they are.
        public Said(
                Instant at,
                Optional<MessageKey> message,
                Author from,
                String text,
                String language,
                Optional<String> turn,
                boolean interrupted,
                long covers,
                List<String> sources) {
            this(
                    at,
                    message,
                    from,
                    text,
                    language,
                    turn,
                    interrupted,
                    covers,
                    sources,
                    Optional.empty());
        }
    }

    /// The words before ask the customer to agree to a change.
    record Proposed(Instant at, Proposal proposal) implements ConversationEvent {}

    /// The words before are the customer's yes or no to a proposal, whose turn the answer is to be.
    record Settled(Instant at, Proposal proposal, boolean agreed) implements ConversationEvent {}

    /// A turn that ended before the customer saw a word of it.
    record TurnInterrupted(Instant at, String turn) implements ConversationEvent {}

    /// To the queue.
    ///
    /// @param summary for the agent, as far as it was known then
    /// @param notes what the summary has from a model, where one was at it
    record Queued(
            Instant at,
            Optional<MessageKey> message,
            long epoch,
            Reason reason,
            String summary,
            Target target,
            Instant since,
            List<String> excluded,
            Optional<Notes> notes)
            implements ConversationEvent {
        public Queued {
            excluded = List.copyOf(excluded);
        }

        /// Without a model.
        public Queued(
                Instant at,
                Optional<MessageKey> message,
                long epoch,
                Reason reason,
                String summary,
                Target target,
                Instant since,
                List<String> excluded) {
            this(at, message, epoch, reason, summary, target, since, excluded, Optional.empty());
        }
    }

    /// A model's summary for the agent, which came after the handoff. For agents only.
    ///
    /// @param text the notes as an agent reads them, in their own language
    record Briefed(Instant at, String text, Notes notes) implements ConversationEvent {}

    /// To a person.
    ///
    /// @param languages as of [Holder.Agent]
    record Assigned(
            Instant at, long epoch, String seat, String name, Reason reason, List<String> languages)
            implements ConversationEvent {
        public Assigned {
            // Entries that nodes of an older version wrote have none.
            languages = List.copyOf(Objects.requireNonNullElse(languages, List.of()));
        }
    }

    /// Back to the assistant.
    record Returned(Instant at, long epoch) implements ConversationEvent {}

    /// The customer spoke again after it had been closed for silence: back to the assistant.
    record Reopened(Instant at, long epoch) implements ConversationEvent {}

    /// To nobody.
    ///
    /// @param disposition the agent's word for how it ended
    record Closed(
            Instant at,
            Optional<MessageKey> message,
            long epoch,
            Reason reason,
            Optional<String> disposition,
            List<String> tags)
            implements ConversationEvent {
        public Closed {
            tags = List.copyOf(tags);
        }
    }

    /// The agent's word for how it ended, where somebody else had closed it.
    ///
    /// @param epoch under which the seat held it
    record Concluded(Instant at, long epoch, String seat, String disposition, List<String> tags)
            implements ConversationEvent {
        public Concluded {
            tags = List.copyOf(tags);
        }
    }

    /// Something for agents only.
    record Noted(Instant at, Optional<MessageKey> message, Author.Agent from, String text)
            implements ConversationEvent {}

    /// Something of a supervisor's for the agent who holds.
    ///
    /// @param epoch under which that agent holds; who holds under another is not meant
    record Whispered(
            Instant at, Optional<MessageKey> message, Author.Agent from, long epoch, String text)
            implements ConversationEvent {}

    /// The store has lost entries that were in the log: it was restored from an older copy. What is
    /// told from here on never takes their `seq`, nor an epoch that they may have used.
    ///
    /// @param from `seq` of the first that may be lost
    /// @param through `seq` of the last that may have been told; this entry follows it
    /// @param epoch above all that the lost entries may have used
    record HistoryLost(Instant at, long from, long through, long epoch)
            implements ConversationEvent {}

    /// The customer's verdict.
    ///
    /// @param score 1 to 5
    record Rated(Instant at, Optional<MessageKey> message, int score, Optional<String> comment)
            implements ConversationEvent {}
}
