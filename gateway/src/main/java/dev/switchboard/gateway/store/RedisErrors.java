package dev.switchboard.gateway.store;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Optional;

/// What a failed command says.
final class RedisErrors {

    private static final List<String> TRANSIENT =
            List.of(
                    "LOADING",
                    "READONLY",
                    "MASTERDOWN",
                    "CLUSTERDOWN",
                    "MISCONF",
                    "OOM",
                    "NOREPLICAS",
                    "UNBLOCKED");

    private RedisErrors() {}

    /// The error that Redis itself answered, if it did: a broken wire is none.
    static Optional<String> answered(Throwable cause) {
        return cause instanceof ErrorType error && !error.is("CONNECTION_CLOSED")
                ? Optional.of(String.valueOf(error.getMessage()))
                : Optional.empty();
    }

    /// Whether the server is no master any more. A script's error holds that of its command.
    static boolean isDemoted(String error) {
        return error.contains("READONLY ") || error.startsWith("UNBLOCKED");
    }

    /// Whether it says that Redis cannot serve, rather than that the command is wrong.
    static boolean isTransient(String error) {
        return isDemoted(error) || TRANSIENT.stream().anyMatch(error::startsWith);
    }
}
