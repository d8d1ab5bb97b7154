package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Decision;

/// What became of a command, as in the shell.
sealed interface Handled {

    record Done(long seq) implements Handled {}

    record Refused(Decision.Refusal refusal) implements Handled {}

    /// Whether it was stored is unknown.
    record Unavailable() implements Handled {}
}
