package dev.switchboard.routing.pool;

import java.util.Comparator;

/// Who comes first, among items and among seats.
final class Ranking {
    /// The longest wait first.
    static final Comparator<WorkItem> ITEMS =
            Comparator.comparing(WorkItem::enqueuedAt).thenComparing(WorkItem::conversation);

    /// The least loaded for its capacity first, then the longest idle.
    static final Comparator<Candidate> CANDIDATES =
            ((Comparator<Candidate>) Ranking::byLoad)
                    .thenComparing(candidate -> candidate.seat().idleSince())
                    .thenComparing(candidate -> candidate.seat().id());

    private Ranking() {}

    /// A seat with what it carries at the moment.
    record Candidate(Seat seat, int load) {
        boolean hasRoom() {
            return load < seat.profile().capacity();
        }

        Candidate withOneMore() {
            return new Candidate(seat, load + 1);
        }
    }

    /// Compares load/capacity without dividing: whole numbers are equal on every machine.
    private static int byLoad(Candidate one, Candidate other) {
        return Long.compare(
                (long) one.load() * other.seat().profile().capacity(),
                (long) other.load() * one.seat().profile().capacity());
    }
}
