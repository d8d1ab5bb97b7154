package dev.switchboard.routing.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    record Handoff(Reason reason, String summary) {}

    /// The customer's words.
    ///
    /// @param handoff present where these words alone send the conversation to a person
    record CustomerSays(
            Instant at,
            Optional<MessageKey> message,
            String text,
            String language,
            Optional<Handoff> handoff,
            Optional<Seen> seen)
            implements ConversationCommand {}

    /// The customer asks for a person without words.
    record CustomerAsksForPerson(Instant at, Optional<MessageKey> message, Optional<Seen> seen)
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
    record AssistantAnswers(
            Instant at, Conversation.Turn turn, String text, String language, long covers)
            implements ConversationCommand {}

    /// The assistant steps aside, by its own wish or because it failed.
    ///
    /// @param text what the customer has seen of the answer; may be empty
    /// @param interrupted whether that text is not all that was to be said
    record AssistantHandsOff(
            Instant at,
            Conversation.Turn turn,
            Handoff handoff,
            String text,
            boolean interrupted,
            String language)
            implements ConversationCommand {}

    /// A seat won the offer that was made under this epoch.
    record SeatTakes(Instant at, String seat, String name, long epoch)
            implements ConversationCommand {}

    /// A seat is gone, or away, that had taken the offer made under this epoch.
    record SeatLeaves(Instant at, String seat, long epoch) implements ConversationCommand {}

    /// The agent's words.
    ///
    /// @param languages BCP 47, what the agent speaks, the best first
    record AgentSays(
            Instant at,
            Optional<MessageKey> message,
            Author.Agent agent,
            String text,
            List<String> languages)
            implements ConversationCommand {
        public AgentSays {
            languages = List.copyOf(languages);
        }
    }

    /// The agent's words to other agents.
    record AgentNotes(Instant at, Optional<MessageKey> message, Author.Agent agent, String text)
            implements ConversationCommand {}

    /// The agent passes it on.
    record AgentTransfers(Instant at, Author.Agent agent, Target target, Optional<String> note)
            implements ConversationCommand {}

    /// The agent gives it back to the assistant.
    record AgentReturns(Instant at, Author.Agent agent, Optional<String> note)
            implements ConversationCommand {}

    /// The agent closes.
    record AgentCloses(Instant at, Author.Agent agent, String disposition, List<String> tags)
            implements ConversationCommand {
        public AgentCloses {
            tags = List.copyOf(tags);
        }
    }
}
