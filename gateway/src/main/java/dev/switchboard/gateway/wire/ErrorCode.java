package dev.switchboard.gateway.wire;

import java.util.Locale;

/// The catalogue of `error` codes. The remedy is what a client does about one it does not know
/// better.
public enum ErrorCode {
    BAD_FRAME(Remedy.MEND),
    UNKNOWN_TYPE(Remedy.MEND),
    TOO_LARGE(Remedy.MEND),
    TOO_MANY(Remedy.WAIT),
    NOT_YOURS(Remedy.DROP),
    NOT_HOLDER(Remedy.DROP),
    GONE(Remedy.DROP),
    CLOSED(Remedy.DROP),
    UNAVAILABLE(Remedy.RESEND),
    INTERNAL(Remedy.RESEND);

    /// What the client should do.
    public enum Remedy {
        /// The frame is at fault: sent again as it is, it fails again.
        MEND,
        /// Sent again after `retryAfter` seconds, with the same id.
        WAIT,
        /// Sent again with the same id, each time after a longer pause.
        RESEND,
        /// What was asked for is no longer possible: it leaves the screen.
        DROP
    }

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Remedy remedy;

    ErrorCode(Remedy remedy) {
        this.remedy = remedy;
    }

    /// The protocol's word, such as `bad-frame`.
    public String code() {
        return code;
    }

    /// What the client should do.
    public Remedy remedy() {
        return remedy;
    }
}
