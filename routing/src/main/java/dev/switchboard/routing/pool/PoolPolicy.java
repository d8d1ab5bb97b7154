package dev.switchboard.routing.pool;

import java.time.Duration;

/// The times a pool goes by. Part of the pool's state, so that all who replay it use the same;
/// changed by [PoolCommand.UsePolicy] alone.
///
/// @param offer how long an offer waits for its agent, and how long work waits for an agent it was
///   meant for
/// @param seatGrace how long a seat without a socket keeps its state, its room and its
///   conversations
/// @param remember how long ended work is remembered, so that a late copy of what enqueued it does
///   not raise it from the dead
public record PoolPolicy(Duration offer, Duration seatGrace, Duration remember) {
    public static final PoolPolicy DEFAULT =
            new PoolPolicy(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(10));

    public PoolPolicy {
        positive(offer, "offer");
        positive(seatGrace, "seatGrace");
        positive(remember, "remember");
    }

    private static void positive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
