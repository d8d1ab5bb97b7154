package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// A time at which something happens by itself to an item or a seat.
record Due(Instant at, Whose whose, String id) implements Comparable<Due> {
    static final Order<Due> ORDER =
            new Order<>() {
                @Override
                public int compare(Due one, Due other) {
                    return one.compareTo(other);
                }

                @Override
                public long rank(Due key) {
                    return key.at().toEpochMilli();
                }
            };

    private static final Comparator<Due> COMPARATOR =
            Comparator.comparing(Due::at).thenComparing(Due::whose).thenComparing(Due::id);

    /// Offers expire before graces end, where both are due at once.
    enum Whose {
        ITEM,
        SEAT
    }

    @Override
    public int compareTo(Due other) {
        return COMPARATOR.compare(this, other);
    }
}
