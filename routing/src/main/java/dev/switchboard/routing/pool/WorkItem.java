package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A conversation that wants a person, under one epoch, until it ends or moves on.
///
/// @param epoch the conversation's epoch in which it was put into the queue
/// @param enqueuedAt when the customer began to wait; set once, and what its place goes by
/// @param arrivedAt when this pool took it in under this epoch: its [Rung] goes by that
/// @param targetMissed whether its target was out of reach, so that anybody who fits may have it
/// @param overflowed whether nobody took it in time, or nobody was at work, so that it goes where
///   its market's policy sends such work
/// @param excluded seats it is kept from
public record WorkItem(
        String conversation,
        long epoch,
        Subject subject,
        Need need,
        Instant enqueuedAt,
        Instant arrivedAt,
        boolean targetMissed,
        Overflowed overflowed,
        NavigableMap<String, Exclusion> excluded,
        Stage stage) {

    /// Whether an item has come to its last rung, and by which way.
    public enum Overflowed {
        /// It has not.
        NO,
        /// It waited too long.
        WAITED,
        /// When it came, nobody in the pool could have taken it, be they busy or away.
        NOBODY,
        /// It came while nobody was at work.
        OUT_OF_HOURS
    }

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
                overflowed,
                excluded,
                newStage);
    }

    WorkItem missingTarget() {
        return new WorkItem(
                conversation,
                epoch,
                subject,
                need,
                enqueuedAt,
                arrivedAt,
                true,
                overflowed,
                excluded,
                stage);
    }

    WorkItem overflowing(Overflowed why) {
        return new WorkItem(
                conversation,
                epoch,
                subject,
                need,
                enqueuedAt,
                arrivedAt,
                targetMissed,
                why,
                excluded,
                stage);
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
                overflowed,
                more,
                stage);
    }

    /// Whether it still waits for whom it is meant for.
    boolean aimed() {
        return !targetMissed && !(need.target() instanceof Target.Anybody);
    }
}
