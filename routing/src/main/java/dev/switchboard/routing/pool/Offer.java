package dev.switchboard.routing.pool;

import java.time.Instant;

/// A work item put before one seat. Good until, and not at, `expiresAt`.
///
/// @param id `ms-n-k`: the k-th offer made by the command `ms-n`, so that all who step the same
///   command call it the same
public record Offer(String id, String seat, Instant expiresAt) {
    public Offer {
        Check.text(id, "id");
        Check.text(seat, "seat");
    }

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
