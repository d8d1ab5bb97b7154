package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A conversation that wants a person, under one epoch, until it ends or moves on.
///
/// @param epoch the conversation's epoch in which it was put into the queue
/// @param enqueuedAt when the customer began to wait; set once
/// @param arrivedAt when this pool took it in under this epoch
/// @param targetMissed whether its target was out of reach, so that anybody who fits may have it
/// @param excluded seats it is kept from
public record WorkItem(
        String conversation,
        long epoch,
        Subject subject,
        Need need,
        Instant enqueuedAt,
        Instant arrivedAt,
        boolean targetMissed,
        NavigableMap<String, Exclusion> excluded,
        Stage stage) {
    public WorkItem {
        Check.text(conversation, "conversation");
        Check.epoch(epoch);
        excluded = Check.sorted(excluded);
    }

    WorkItem with(Stage newStage) {
        return new WorkItem(
                conversation,
                epoch,
                subject,
                need,
                enqueuedAt,
                arrivedAt,
                targetMissed,
                excluded,
                newStage);
    }

    WorkItem missingTarget() {
        return new WorkItem(
                conversation, epoch, subject, need, enqueuedAt, arrivedAt, true, excluded, stage);
    }

    WorkItem excluding(String seat, Exclusion exclusion) {
        TreeMap<String, Exclusion> more = new TreeMap<>(excluded);
        more.put(seat, exclusion);
        return new WorkItem(
                conversation,
                epoch,
                subject,
                need,
                enqueuedAt,
                arrivedAt,
                targetMissed,
                more,
                stage);
    }

    /// Whether it still waits for whom it is meant for.
    boolean aimed() {
        return !targetMissed && !(need.target() instanceof Target.Any);
    }
}
