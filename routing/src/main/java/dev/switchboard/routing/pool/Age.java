package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.Comparator;

/// An item's place among those of its priority class: who came first, and of two at once the lesser
/// name.
record Age(Instant enqueuedAt, String conversation) implements Comparable<Age> {
    static final Order<Age> ORDER =
            new Order<>() {
                @Override
                public int compare(Age one, Age other) {
                    return one.compareTo(other);
                }

                @Override
                public long rank(Age key) {
                    return key.enqueuedAt().toEpochMilli();
                }
            };

    private static final Comparator<Age> COMPARATOR =
            Comparator.comparing(Age::enqueuedAt).thenComparing(Age::conversation);

    static Age of(WorkItem item) {
        return new Age(item.enqueuedAt(), item.conversation());
    }

    @Override
    public int compareTo(Age other) {
        return COMPARATOR.compare(this, other);
    }
}
