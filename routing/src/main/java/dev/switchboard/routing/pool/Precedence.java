package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import java.time.Instant;
import java.util.Comparator;

/// Which of two waiting items comes first at a time: those told not to wait come last, then the
/// score of their priority class decides, then age.
record Precedence(Instant now) implements Comparator<Waiting> {

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
        if (order == 0 && !priority.equals(otherPriority)) {
            order = Long.compare(score(otherPriority, otherAge), score(priority, age));
        }
        return order == 0 ? age.compareTo(otherAge) : order;
    }

    private long score(PriorityClass priority, Age age) {
        return priority.score(Math.max(0, now.toEpochMilli() - age.enqueuedAt().toEpochMilli()));
    }
}
