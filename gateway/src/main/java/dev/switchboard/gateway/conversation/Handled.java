package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Decision;

/// What became of a command.
public sealed interface Handled {

    /// It is stored, now or before.
    ///
    /// @param seq of the entry it became; of the newest one where it changed nothing
    record Done(long seq) implements Handled {}

    /// The rules refused it; nothing was stored.
    record Refused(Decision.Refusal refusal) implements Handled {}

    /// The store could not be reached; whether it was stored is unknown, and the same message may
    /// be sent again.
    record Unavailable() implements Handled {}

    /// A programmer's error; it is in the log.
    record Broken() implements Handled {}
}
