package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Seat;
import java.util.ArrayList;
import java.util.List;

/// What other nodes have to tell a node: a stream that its reader waits on.
final class Inbox {

    private final List<Notice> notices = new ArrayList<>();
    private long dropped;
    private final List<Runnable> readers = new ArrayList<>();

    /// Something another node should know. None of it is the truth: that is in the log and in the
    /// pool, and a notice only says that it is worth looking.
    sealed interface Notice {
        /// A conversation's log goes at least as far as this.
        record Committed(String conversation, Redis.Entry newest) implements Notice {}

        /// Something for a seat's socket.
        record ForSeat(String seat, PoolEffect effect) implements Notice {}

        /// How the pool sees a seat.
        record Seated(String seat, String connection, Seat.State state, List<String> conversations)
                implements Notice {}

        /// The pool's commit made this seat the holder.
        record Replaced(String seat, String connection) implements Notice {}

        record Assigned(String seat, String conversation) implements Notice {}
    }

    /// @param upTo how many there have been with these
    record Batch(List<Notice> notices, long upTo) {}

    Void add(Notice notice) {
        notices.add(notice);
        List<Runnable> waiting = List.copyOf(readers);
        readers.clear();
        waiting.forEach(Runnable::run);
        return null;
    }

    boolean hasAfter(long number) {
        return dropped + notices.size() > number;
    }

    /// All after the so many first. They stay, since an answer may get lost.
    Batch after(long number) {
        int from = (int) Math.max(0, number - dropped);
        return new Batch(
                List.copyOf(notices.subList(from, notices.size())), dropped + notices.size());
    }

    /// Nobody will read what there is.
    void drop() {
        dropped += notices.size();
        notices.clear();
    }

    void whenFilled(Runnable then) {
        readers.add(then);
    }
}
