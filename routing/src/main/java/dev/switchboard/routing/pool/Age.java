package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// An item's place among those of its priority class: who came first, and of two at once the lesser
/// name.
record Age(Instant enqueuedAt, String conversation) implements Comparable<Age> {
    private static final Comparator<Age> ORDER =
            Comparator.comparing(Age::enqueuedAt).thenComparing(Age::conversation);

    static Age of(WorkItem item) {
        return new Age(item.enqueuedAt(), item.conversation());
    }

    @Override
    public int compareTo(Age other) {
        return ORDER.compare(this, other);
    }
}
