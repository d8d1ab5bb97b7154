package dev.switchboard.gateway.embedded;

/// How fast the embedded model speaks.
///
/// @param firstTokenMs milliseconds before the first token
/// @param tokensPerSecond tokens in each second after that
record EmbeddedModelPace(int firstTokenMs, int tokensPerSecond) {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    EmbeddedModelPace {
        if (firstTokenMs < 0) {
            throw new IllegalArgumentException(
                    "model.embedded.first-token-ms must not be negative, but is " + firstTokenMs);
        }
        if (tokensPerSecond < 1) {
            throw new IllegalArgumentException(
                    "model.embedded.tokens-per-second must be at least 1, but is "
                            + tokensPerSecond);
        }
    }

    /// Tokens spoken after this time.
    long tokensAfter(long nanos) {
        long speaking = nanos - firstTokenMs * NANOS_PER_MS;
        return speaking < 0
                ? 0
                : 1 + (long) ((double) speaking * tokensPerSecond / NANOS_PER_SECOND);
    }

    /// Milliseconds until this many tokens have been spoken.
    long millisUntil(int tokens) {
        return firstTokenMs + Math.max(0L, tokens - 1L) * 1_000 / tokensPerSecond;
    }
}
