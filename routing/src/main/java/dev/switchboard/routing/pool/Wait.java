package dev.switchboard.routing.pool;

import java.time.Duration;

/// How long a customer may have to wait, from the least to the most that is likely.
public record Wait(Duration low, Duration high) {
    public Wait {
        if (low.isNegative() || high.compareTo(low) < 0) {
            throw new IllegalArgumentException("not a range: " + low + " to " + high);
        }
    }
}
