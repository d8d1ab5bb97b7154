package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import java.time.Instant;
import java.util.Comparator;

/// Which of two waiting items comes first at a time: those told not to wait come last, then the
/// score of their priority class decides, then age.
record Precedence(long nowMs) implements Comparator<Waiting> {

    static Precedence at(Instant now) {
        return new Precedence(now.toEpochMilli());
    }

    @Override
    public int compare(Waiting one, Waiting other) {
        return compare(
                one.kind().deferred(),
                one.kind().priority(),
                Age.of(one.item()),
                other.kind().deferred(),
                other.kind().priority(),
                Age.of(other.item()));
    }

    int compare(
            boolean deferred,
            PriorityClass priority,
            Age age,
            boolean otherDeferred,
            PriorityClass otherPriority,
            Age otherAge) {
        int order = Boolean.compare(deferred, otherDeferred);
        if (order == 0 && !priority.name().equals(otherPriority.name())) {
            order = Long.compare(score(otherPriority, ms(otherAge)), score(priority, ms(age)));
        }
        return order == 0 ? age.compareTo(otherAge) : order;
    }

    /// @param sinceMs when the work began to wait, in milliseconds since 1970
    long score(PriorityClass priority, long sinceMs) {
        return priority.score(Math.max(0, nowMs - sinceMs));
    }

    static long ms(Age age) {
        return age.enqueuedAt().toEpochMilli();
    }
}
