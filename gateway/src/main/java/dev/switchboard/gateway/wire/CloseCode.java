package dev.switchboard.gateway.wire;

/// The catalogue of close codes. From 4400 on they are the protocol's own, below WebSocket's.
public enum CloseCode {
    /// All is said.
    NORMAL(1000, Remedy.STAY),
    /// What came is no WebSocket frame.
    PROTOCOL(1002, Remedy.MEND),
    /// A binary frame came.
    BINARY(1003, Remedy.MEND),
    /// A text came that is no UTF-8.
    TEXT(1007, Remedy.MEND),
    /// Too many bad frames in a minute came, or too many that could not be read.
    POLICY(1008, Remedy.MEND),
    /// A frame of more than the size allowed came.
    TOO_LARGE(1009, Remedy.MEND),
    /// This node restarts; the others are there.
    RESTARTING(1012, Remedy.RECONNECT),
    /// This node has as many connections as it can carry.
    OVER_CAPACITY(1013, Remedy.RECONNECT),
    /// The token has expired or was revoked.
    TOKEN(4401, Remedy.RENEW_TOKEN),
    /// No `hello` came in time.
    NO_HELLO(4408, Remedy.MEND),
    /// The same seat has a newer connection.
    REPLACED(4409, Remedy.STAY),
    /// The client reads more slowly than it is written to.
    TOO_SLOW(4413, Remedy.RECONNECT);

    /// What the client should do.
    public enum Remedy {
        /// Stay away until its user acts.
        STAY,
        /// Do not come back in the same way: the client is at fault.
        MEND,
        /// Connect again after a random time, with a growing pause, and resume with `after`.
        RECONNECT,
        /// Fetch a fresh token, then connect again and resume.
        RENEW_TOKEN
    }

    private final int code;
    private final Remedy remedy;

    CloseCode(int code, Remedy remedy) {
        this.code = code;
        this.remedy = remedy;
    }

    /// The number in the close frame.
    public int code() {
        return code;
    }

    /// What the client should do.
    public Remedy remedy() {
        return remedy;
    }
}
