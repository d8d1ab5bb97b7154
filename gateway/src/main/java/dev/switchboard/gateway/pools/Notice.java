package dev.switchboard.gateway.pools;

import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.MessageKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a customer is told by the pool, once for each epoch and kind, whoever tells it how often.
///
/// @param epoch of the conversation, for which it is true
/// @param language BCP 47, of the text
record Notice(String conversation, long epoch, Kind kind, String text, String language) {

    /// What it is about.
    enum Kind {
        OVERFLOW,
        TARGET_UNAVAILABLE,
        TRANSLATION
    }

    /// The same for all copies of one notice, whatever their words: those may depend on the hour.
    MessageKey key() {
        return MessageKey.ofPool(
                kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + epoch);
    }

    GatewaySays saying(Instant at) {
        return new GatewaySays(at, Optional.of(key()), epoch, text, language);
    }
}
