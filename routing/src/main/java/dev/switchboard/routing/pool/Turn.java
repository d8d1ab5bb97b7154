package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// Whose turn it is among seats of one [Crew]: the least loaded, then the longest idle.
record Turn(int load, Instant idleSince, String seat) implements Comparable<Turn> {
    static final Order<Turn> ORDER =
            new Order<>() {
                @Override
                public int compare(Turn one, Turn other) {
                    return one.compareTo(other);
                }

                @Override
                public long rank(Turn key) {
                    return key.load();
                }
            };

    private static final Comparator<Turn> COMPARATOR =
            Comparator.comparingInt(Turn::load)
                    .thenComparing(Turn::idleSince)
                    .thenComparing(Turn::seat);

    @Override
    public int compareTo(Turn other) {
        return COMPARATOR.compare(this, other);
    }
}
