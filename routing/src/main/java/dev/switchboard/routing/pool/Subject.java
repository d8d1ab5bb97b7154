package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Reason;

/// What an agent is told about a conversation before taking it.
///
/// @param person the customer's id
/// @param summary what it is about, possibly empty
public record Subject(String person, Reason reason, String summary) {
    public Subject {
        Check.text(person, "person");
    }
}
