package dev.switchboard.gateway.wire;

import dev.switchboard.routing.conversation.Reason;
import java.util.Optional;
import java.util.Set;

/// The closed vocabularies of the protocol. A word that is not in them is our own mistake.
final class Words {

    static final Set<String> HOLDERS = Set.of("assistant", "queue", "agent", "closed");
    static final Set<String> SPEAKERS = Set.of("customer", "assistant", "agent", "system");
    static final Set<String> TURN_STATES =
            Set.of("started", "restarted", "completed", "interrupted");
    static final Set<String> WITHDRAWALS = Set.of("timeout", "customer-left", "taken", "rescinded");

    private Words() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void requireIn(Set<String> words, String word) {
        require(words.contains(word), "the protocol has no such word here: " + word);
    }

    static void requireReason(String word) {
        require(Reason.ofCode(word).isPresent(), "the protocol has no such reason: " + word);
    }

    static void requireReason(Optional<String> word) {
        word.ifPresent(Words::requireReason);
    }

    static void requireError(String word) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.code().equals(word)) {
                return;
            }
        }
        throw new IllegalArgumentException("the protocol has no such error code: " + word);
    }
}
