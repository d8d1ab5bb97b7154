package dev.switchboard.gateway.assistant.openai;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before another try.
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final int DOUBLINGS_MAX = 6;

    private Backoff() {}

    /// Twice as long each time, of which the upper half is left to chance, so that the answers
    /// which failed together do not come back together; and never sooner than the server asks.
    static Duration after(int retries, Duration retryAfter) {
        long longest = FIRST_MS << Math.min(retries, DOUBLINGS_MAX);
        long random = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        return retryAfter.plusMillis(random);
    }
}
