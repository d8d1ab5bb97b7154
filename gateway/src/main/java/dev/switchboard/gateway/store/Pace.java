package dev.switchboard.gateway.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before the next try: exponential up to a limit, with full jitter, so that a
/// fleet does not come back to a Redis in one moment.
final class Pace {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofSeconds(2);

    private long upToMs = FIRST.toMillis();

    /// Milliseconds before the next try, at least one.
    long nextMs() {
        long wait = 1 + ThreadLocalRandom.current().nextLong(upToMs);
        upToMs = Math.min(MAX.toMillis(), upToMs * 2);
        return wait;
    }

    /// It worked.
    void reset() {
        upToMs = FIRST.toMillis();
    }
}
