package dev.switchboard.routing.pool;

import java.time.Instant;

/// The memory of work that is over: what was enqueued up to this epoch is not taken in again.
public record Ended(String conversation, long epoch, Instant at) {
    public Ended {
        Check.text(conversation, "conversation");
        Check.epoch(epoch);
    }
}
