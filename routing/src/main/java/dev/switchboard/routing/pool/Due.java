package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// A time at which something happens by itself to an item or a seat.
record Due(Instant at, Whose whose, String id) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparing(Due::whose).thenComparing(Due::id);

    /// Offers expire before graces end, where both are due at once.
    enum Whose {
        ITEM,
        SEAT
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }
}
