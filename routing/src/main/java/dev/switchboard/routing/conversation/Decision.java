package dev.switchboard.routing.conversation;

import java.util.List;

/// What the rules answer to a command.
public sealed interface Decision {

    /// It happens. No events: it is so already, and only the message's key is to be remembered.
    record Accepted(List<ConversationEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// It does not happen, and nothing is stored.
    record Refused(Refusal refusal) implements Decision {}

    /// Why not.
    enum Refusal {
        /// The conversation has ended.
        CLOSED,
        /// The sender does not hold the conversation, or not any more.
        NOT_HOLDER,
        /// The offer was made under an epoch that has passed.
        GONE,
        /// The turn has ended, or its epoch has.
        STALE_TURN
    }
}
