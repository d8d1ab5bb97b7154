package dev.switchboard.routing.conversation;

/// Who said an entry.
public sealed interface Author {

    /// The person the conversation belongs to.
    record Customer() implements Author {}

    /// The model.
    record Assistant() implements Author {}

    /// A person at a seat.
    record Agent(String seat, String name) implements Author {}

    /// The gateway itself.
    record Gateway() implements Author {}
}
