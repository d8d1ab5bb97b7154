package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.config.GatewayConfig;
import java.util.function.LongSupplier;

/// Whether a server is to be asked at all. After some failures in a row it is left alone for a
/// while; then one answer tries it, and by that one it is judged. One for all event loops.
public final class Breaker {

    /// What a gauge shows.
    enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int level;

        State(int level) {
            this.level = level;
        }

        int level() {
            return level;
        }
    }

    private final int failuresMax;
    private final long pauseNanos;
    private final LongSupplier nanos;
    private int failures;
    private long openedAt;
    private State state = State.CLOSED;

    /// @param nanos a clock like [System#nanoTime]
    public Breaker(GatewayConfig.ModelBreaker settings, LongSupplier nanos) {
        this.failuresMax = settings.failures();
        this.pauseNanos = settings.pause().toNanos();
        this.nanos = nanos;
    }

    /// Whether an answer may be asked for; it must be told how that went.
    public synchronized boolean permits() {
        if (state == State.OPEN && nanos.getAsLong() - openedAt >= pauseNanos) {
            state = State.HALF_OPEN;
            return true;
        }
        return state == State.CLOSED;
    }

    public synchronized void succeeded() {
        failures = 0;
        state = State.CLOSED;
    }

    public synchronized void failed() {
        failures++;
        if (state == State.HALF_OPEN || (state == State.CLOSED && failures >= failuresMax)) {
            state = State.OPEN;
            openedAt = nanos.getAsLong();
        }
    }

    /// The answer was given up before anything could be told of the server: another may try.
    public synchronized void abandoned() {
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
            openedAt = nanos.getAsLong() - pauseNanos;
        }
    }

    synchronized State state() {
        return state;
    }
}
