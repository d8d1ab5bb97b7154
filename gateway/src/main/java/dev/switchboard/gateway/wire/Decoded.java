package dev.switchboard.gateway.wire;

import java.util.Optional;

/// What a text frame turned out to be.
public sealed interface Decoded<F> {

    /// A frame whose every field has been checked.
    record Ok<F>(F frame) implements Decoded<F> {}

    /// A frame that means nothing, and what to tell its sender.
    ///
    /// @param code [ErrorCode#BAD_FRAME] or [ErrorCode#UNKNOWN_TYPE], as the protocol spells it
    /// @param message names the field, what was expected and what came; never what somebody wrote
    /// @param id the frame's own id, where one could be read, so that the sender can tell which it
    ///   was
    record Bad<F>(String code, String message, Optional<String> id) implements Decoded<F> {}
}
