package dev.switchboard.routing.conversation;

import java.util.Locale;
import java.util.Optional;

/// Why a conversation changed hands: the `reason` of a `holder` or an `offer` in the protocol.
public enum Reason {
    DIRECT_REQUEST,
    DISPUTE,
    ACCOUNT_ACCESS,
    DISTRESS,
    LEGAL,
    REPEATED,
    OUT_OF_SCOPE,
    UNGROUNDED,
    ASSISTANT_UNAVAILABLE,
    POLICY,
    TRANSFER,
    AGENT_LOST,
    RETURN,
    TAKEOVER,
    ENDED,
    IDLE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The protocol's word, such as `direct-request`.
    public String code() {
        return code;
    }

    /// The reason with this code, or nothing where the protocol has no such word.
    public static Optional<Reason> ofCode(String code) {
        for (Reason reason : values()) {
            if (reason.code.equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
