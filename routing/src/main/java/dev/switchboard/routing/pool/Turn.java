package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// Whose turn it is among seats of one [Crew]: the least loaded, then the longest idle.
record Turn(int load, Instant idleSince, String seat) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER =
            Comparator.comparingInt(Turn::load)
                    .thenComparing(Turn::idleSince)
                    .thenComparing(Turn::seat);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
