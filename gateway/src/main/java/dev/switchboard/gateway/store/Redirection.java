package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import java.util.Optional;

/// What a member of a cluster answers instead of carrying a command out.
sealed interface Redirection {

    /// The slot is another master's.
    record Moved(int slot, Endpoint to) implements Redirection {}

    /// The slot is being moved to another master, and what was asked for is there already.
    record Ask(int slot, Endpoint to) implements Redirection {}

    /// The slot is being moved, and what was asked for is on both sides.
    record TryAgain() implements Redirection {}

    /// @param from the server that answered: one without a host means the same host
    static Optional<Redirection> parse(String error, Endpoint from) {
        String[] words = error.split(" ", -1);
        return switch (words[0]) {
            case "MOVED" ->
                    Optional.of(new Moved(Integer.parseInt(words[1]), endpoint(words[2], from)));
            case "ASK" ->
                    Optional.of(new Ask(Integer.parseInt(words[1]), endpoint(words[2], from)));
            case "TRYAGAIN" -> Optional.of(new TryAgain());
            default -> Optional.empty();
        };
    }

    private static Endpoint endpoint(String text, Endpoint from) {
        int colon = text.lastIndexOf(':');
        return SlotMap.endpoint(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), from);
    }
}
