package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which nodes are alive, what they work on, and their inboxes. Every future fails with
/// [StoreUnavailable] where the store cannot be reached.
public interface NodeStore {

    /// What one event loop of a node wrote to another node at once.
    ///
    /// @param writer the event loop's name, never used twice
    /// @param number of the batch among those of that writer to that node, from 1 without a gap
    record Batch(String writer, long number, List<String> messages) {
        public Batch {
            messages = List.copyOf(messages);
        }
    }

    /// Says that a node is alive, and will be for this long. Its inbox lives as long.
    ///
    /// @return whether it was alive until now; if not, it has a new inbox, and whoever believed it
    ///   lost was right to
    Future<Boolean> alive(String node, Duration lease);

    /// Which of these nodes have not said that they are alive.
    Future<Set<String>> missing(Collection<String> nodes);

    /// Ends a node and its inbox. It stays registered only where it leaves work to others.
    Future<Void> gone(String node);

    /// A node that has said that it is alive, ever, and has not been cleared away.
    ///
    /// @param left whether it said that it goes, too, and nobody need wait for its lease
    record Registered(String node, boolean left) {}

    /// All of them.
    Future<List<Registered>> registered();

    /// Notes that a node works on a conversation: its sockets take part, or it writes an answer, or
    /// it has something to tell the pool.
    Future<Void> enter(String node, String conversation);

    /// Notes that it does so no more.
    Future<Void> leave(String node, String conversation);

    /// Conversations that a node works on.
    ///
    /// @param next where to read on, if there is more
    record Work(List<String> conversations, Optional<String> next) {
        public Work {
            conversations = List.copyOf(conversations);
        }
    }

    /// Some of what a node works on, about `max`; all of it comes at least once, if it is read from
    /// an empty `from` to its end.
    Future<Work> work(String node, Optional<String> from, int max);

    /// Becomes the one who takes over what a node left, or stays it.
    ///
    /// @param lease for how long, unless it claims again
    /// @return false where another does
    Future<Boolean> claim(String lost, String by, Duration lease);

    /// These are not a lost node's work any more.
    ///
    /// @return false where the node is alive after all; then they still are
    Future<Boolean> takenOver(String lost, List<String> conversations);

    /// Forgets a lost node, whose work has been taken over, and the claim on it.
    Future<Void> clear(String lost);

    /// Puts a batch into a node's inbox.
    ///
    /// @param batchesMax how many an inbox holds, more or less: the oldest are dropped
    /// @return false where there is no such node any more
    Future<Boolean> post(String node, Batch batch, int batchesMax);

    /// Opens a node's own inbox.
    Future<Inbox> inbox(String node);

    /// Reads an inbox. For one caller, one call at a time.
    interface Inbox {
        /// The next batches, at most `max`; waits up to `patience` for the first. What was read
        /// before is dropped.
        Future<List<Batch>> await(int max, Duration patience);

        /// Reads from the beginning of what is a new inbox now.
        void rewind();

        /// Ends it; what it waits for fails.
        void close();
    }
}
