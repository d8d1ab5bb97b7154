package dev.switchboard.routing.conversation;

import java.util.List;

/// What the rules answer to a command.
public sealed interface Decision {

    /// It happens. No events: it is so already, and only the message's key is to be remembered.
    record Accepted(List<ConversationEvent> events) implements Decision {
        static final Accepted NOTHING = new Accepted(List.of());

        public Accepted {
            events = List.copyOf(events);
        }

        static Accepted of(ConversationEvent event) {
            return new Accepted(List.of(event));
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
        STALE_TURN,
        /// It was to be said of an epoch that has passed.
        STALE_EPOCH,
        /// No agent holds the conversation, so there is nobody to whisper to.
        NO_AGENT,
        /// Nothing has been said yet, and only its customer can begin a conversation.
        NOT_BEGUN,
        /// Somebody has spoken since.
        NOT_SILENT,
        /// A person is still to come: it is the customer who waits, not the gateway.
        AWAITED
    }
}
