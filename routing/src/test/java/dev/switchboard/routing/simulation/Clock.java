package dev.switchboard.routing.simulation;

import java.time.Instant;

/// A machine's wall clock: it may be wrong, run too fast and be set forwards or back.
final class Clock {

    private final Timeline timeline;
    private long offsetMs;
    private double rate = 1;
    private long since;

    Clock(Timeline timeline) {
        this.timeline = timeline;
    }

    long ms() {
        double passed = (timeline.now() - since) / 1_000.0;
        return World.EPOCH_MS + since / 1_000 + offsetMs + (long) (passed * rate);
    }

    Instant now() {
        return Instant.ofEpochMilli(ms());
    }

    void jump(long byMs) {
        offsetMs += byMs;
    }

    /// Runs at another rate from now on; it does not jump.
    void drift(double newRate) {
        offsetMs += (long) ((timeline.now() - since) / 1_000.0 * (rate - 1));
        since = timeline.now();
        rate = newRate;
    }
}
