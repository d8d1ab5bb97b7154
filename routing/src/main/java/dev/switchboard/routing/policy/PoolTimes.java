package dev.switchboard.routing.policy;

import java.time.Duration;

/// The times a pool goes by.
///
/// @param offer how long an offer waits for its agent, and how long work waits for an agent it was
///   meant for
/// @param wrapUp how long an agent may take to write up a conversation that somebody else ended
/// @param seatGrace how long a seat without a socket keeps its state, its room and its
///   conversations
/// @param remember how long ended work is remembered, so that a late copy of what enqueued it does
///   not raise it from the dead
public record PoolTimes(Duration offer, Duration wrapUp, Duration seatGrace, Duration remember) {
    public static final PoolTimes DEFAULT =
            new PoolTimes(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10));

    public PoolTimes {
        Checks.positive(offer, "offer");
        Checks.positive(wrapUp, "wrap-up");
        Checks.positive(seatGrace, "seat-grace");
        Checks.positive(remember, "remember");
    }
}
