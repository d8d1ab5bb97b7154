package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.policy.RefusedPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Says why a node did not start: in one sentence, or one for each thing that its files have wrong.
final class StartFailure {

    private StartFailure() {}

    /// The sentence for `failure`, with what can be done where that is known.
    static String sentence(Throwable failure, GatewayConfig config) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, StartFailure::cause)
                .flatMap(Optional::stream)
                .flatMap(cause -> known(cause, config).stream())
                .findFirst()
                .orElseGet(() -> "Switchboard could not start: " + closed(message(failure)));
    }

    private static Optional<Throwable> cause(Optional<Throwable> failure) {
        return failure.map(Throwable::getCause);
    }

    private static Optional<String> known(Throwable cause, GatewayConfig config) {
        if (cause instanceof RefusedPolicy refused) {
            return Optional.of(message(refused));
        }
        String message = message(cause).toLowerCase(Locale.ROOT);
        String address = config.host() + ":" + config.port();
        if (message.contains("address already in use")) {
            return Optional.of(
                    ("%s is in use by another process: stop it, or choose another port with"
                                    + " --port (0 takes a free one).")
                            .formatted(address));
        }
        if (message.contains("cannot assign requested address")) {
            return Optional.of(
                    ("%s is no address of this machine: choose another with --host (0.0.0.0 for"
                                    + " all).")
                            .formatted(config.host()));
        }
        if (message.contains("permission denied") && config.port() > 0 && config.port() < 1024) {
            return Optional.of(
                    "%s may not be listened on by this user: choose a port from 1024 with --port."
                            .formatted(address));
        }
        return Optional.empty();
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }

    private static String closed(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
