package dev.switchboard.routing.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Something somebody wants of a conversation. It brings the time along, and all else that the
/// rules must not fetch.
public sealed interface ConversationCommand {

    /// When it is decided.
    Instant at();

    /// The client's message it came in, where a client sent it.
    default Optional<MessageKey> message() {
        return Optional.empty();
    }

    /// What the customer has already seen of an answer that this command may end.
    record Seen(String turn, String text, String language) {}

    /// A reason to hand over.
    ///
    /// @param summary for the agent; may be empty
    /// @param notes what the summary has from a model, where one was at it
    record Handoff(Reason reason, String summary, Optional<Notes> notes) {
        /// Without any model.
        public Handoff(Reason reason, String summary) {
            this(reason, summary, Optional.empty());
        }
    }

    /// The customer's words.
    ///
    /// @param handoff present where these words alone send the conversation to a person
    /// @param consent whether they agree, should they be asked to
    /// @param translation for the agent who holds, where one holds who does not read `language`
    /// @param reopenWithin how long after it was closed for silence a conversation opens again
    record CustomerSays(
            Instant at,
            Optional<MessageKey> message,
            String text,
            String language,
            Optional<Handoff> handoff,
            Consent consent,
            Optional<Translation> translation,
            Optional<Seen> seen,
            Duration reopenWithin)
            implements ConversationCommand {}

    /// The customer asks for a person without words.
    ///
    /// @param summary for the agent; may be empty
    /// @param reopenWithin how long after it was closed for silence a conversation opens again
    record CustomerAsksForPerson(
            Instant at,
            Optional<MessageKey> message,
            String summary,
            Optional<Seen> seen,
            Duration reopenWithin)
            implements ConversationCommand {}

    /// The customer has read enough of this answer.
    record CustomerStops(Instant at, Optional<Seen> seen) implements ConversationCommand {}

    /// The customer's verdict.
    record CustomerRates(
            Instant at, Optional<MessageKey> message, int score, Optional<String> comment)
            implements ConversationCommand {}

    /// The customer closes.
    record CustomerEnds(Instant at, Optional<MessageKey> message, Optional<Seen> seen)
            implements ConversationCommand {}

    /// The assistant's whole answer.
    ///
    /// @param covers `seq` of the last customer's word it answers
    /// @param sources what it rests on, passages and tools by their names
    record AssistantAnswers(
            Instant at,
            Conversation.Turn turn,
            String text,
            String language,
            long covers,
            List<String> sources)
            implements ConversationCommand {
        public AssistantAnswers {
            sources = List.copyOf(sources);
        }
    }

    /// The assistant asks whether it may make a change.
    ///
    /// @param answer the whole of what it says, which ends in that question
    /// @param tool as of [Proposal], like the other two
    record AssistantProposes(
            AssistantAnswers answer, String tool, SortedMap<String, String> arguments, String quote)
            implements ConversationCommand {
        @Override
        public Instant at() {
            return answer.at();
        }
    }

    /// The assistant steps aside, by its own wish or because it failed.
    ///
    /// @param text what the customer has seen of the answer; may be empty
    /// @param interrupted whether that text is not all that was to be said
    /// @param sources what it rests on, passages and tools by their names
    record AssistantHandsOff(
            Instant at,
            Conversation.Turn turn,
            Handoff handoff,
            String text,
            boolean interrupted,
            String language,
            List<String> sources)
            implements ConversationCommand {
        public AssistantHandsOff {
            sources = List.copyOf(sources);
        }
    }

    /// A model has summed up, for whoever goes on, what was handed over without one.
    ///
    /// @param since when the customer began to wait, which tells one handoff from another
    /// @param text the notes as an agent reads them, in their own language
    record AssistantBriefs(Instant at, Instant since, String text, Notes notes)
            implements ConversationCommand {}

    /// A seat won the offer that was made under this epoch.
    ///
    /// @param languages as of [Holder.Agent]
    record SeatTakes(Instant at, String seat, String name, long epoch, List<String> languages)
            implements ConversationCommand {
        public SeatTakes {
            languages = List.copyOf(languages);
        }
    }

    /// A seat is gone, or away, that had taken the offer made under this epoch.
    record SeatLeaves(Instant at, String seat, long epoch) implements ConversationCommand {}

    /// The agent's words.
    ///
    /// @param language BCP 47, what they are written in as far as can be told
    /// @param translation for the customer, where the agent does not read their language
    record AgentSays(
            Instant at,
            Optional<MessageKey> message,
            Author.Agent agent,
            String text,
            String language,
            Optional<Translation> translation)
            implements ConversationCommand {}

    /// The agent's words to other agents.
    record AgentNotes(Instant at, Optional<MessageKey> message, Author.Agent agent, String text)
            implements ConversationCommand {}

    /// The agent passes it on.
    record AgentTransfers(Instant at, Author.Agent agent, Target target, Optional<String> note)
            implements ConversationCommand {}

    /// The agent gives it back to the assistant.
    record AgentReturns(Instant at, Author.Agent agent, Optional<String> note)
            implements ConversationCommand {}

    /// The agent closes; or, where somebody else has closed what the agent held, says how it was.
    record AgentCloses(Instant at, Author.Agent agent, String disposition, List<String> tags)
            implements ConversationCommand {
        public AgentCloses {
            tags = List.copyOf(tags);
        }
    }

    /// A supervisor becomes the holder, whoever it was.
    ///
    /// @param languages as of [Holder.Agent]
    record SupervisorTakesOver(
            Instant at, Author.Agent supervisor, List<String> languages, Optional<Seen> seen)
            implements ConversationCommand {
        public SupervisorTakesOver {
            languages = List.copyOf(languages);
        }
    }

    /// A supervisor's words to the agent who holds, and to nobody else.
    record SupervisorWhispers(
            Instant at, Optional<MessageKey> message, Author.Agent supervisor, String text)
            implements ConversationCommand {}

    /// The gateway's own words, such as a pool's that the queue is long.
    ///
    /// @param message of a sender of its own, so that it is told once however often it is tried
    /// @param epoch for which they are true
    /// @param language BCP 47, what they are written in
    record GatewaySays(
            Instant at, Optional<MessageKey> message, long epoch, String text, String language)
            implements ConversationCommand {}

    /// The store has lost entries that somebody was told.
    ///
    /// @param through the highest `seq` that is known to have been told
    /// @param epoch the highest that is known to have been reached
    record GatewayMissesHistory(Instant at, long through, long epoch)
            implements ConversationCommand {}

    /// The gateway closes what everybody seems to have left.
    ///
    /// @param silence for how long nobody must have spoken
    record GatewayClosesIdle(Instant at, Duration silence, Optional<Seen> seen)
            implements ConversationCommand {}
}
