package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Decision.Refusal;
import java.util.Optional;
import java.util.OptionalInt;

/// What a sender is told of its command.
final class Replies {

    private Replies() {}

    /// @param id of the frame; one without is told of errors only
    /// @param conversation named in errors to seats
    static Optional<ServerFrame> to(
            Optional<String> id, Optional<String> conversation, Handled handled) {
        return switch (handled) {
            case Handled.Done done -> id.map(i -> new ServerFrame.Accepted(i, done.seq()));
            case Handled.Refused refused ->
                    Optional.of(refused(id, conversation, refused.refusal()));
            case Handled.Unavailable _ ->
                    Optional.of(
                            error(
                                    ErrorCode.UNAVAILABLE,
                                    "the store cannot be reached; nothing was accepted, send it again",
                                    id,
                                    conversation));
            case Handled.Broken _ ->
                    Optional.of(
                            error(
                                    ErrorCode.INTERNAL,
                                    "something is wrong in the gateway; send it again",
                                    id,
                                    conversation));
        };
    }

    private static ServerFrame refused(
            Optional<String> id, Optional<String> conversation, Refusal refusal) {
        return switch (refusal) {
            case CLOSED -> error(ErrorCode.CLOSED, "the conversation has ended", id, conversation);
            case NOT_HOLDER ->
                    error(
                            ErrorCode.NOT_HOLDER,
                            "this seat does not hold the conversation",
                            id,
                            conversation);
            case NO_AGENT ->
                    error(
                            ErrorCode.NOT_HOLDER,
                            "no agent holds the conversation, so nobody would hear it",
                            id,
                            conversation);
            case NOT_BEGUN ->
                    error(ErrorCode.GONE, "there is no such conversation", id, conversation);
            case GONE, STALE_TURN, STALE_EPOCH, NOT_SILENT, AWAITED ->
                    error(ErrorCode.GONE, "that has passed", id, conversation);
        };
    }

    private static ServerFrame error(
            ErrorCode code, String message, Optional<String> id, Optional<String> conversation) {
        return new ServerFrame.Error(code.code(), message, id, OptionalInt.empty(), conversation);
    }
}
