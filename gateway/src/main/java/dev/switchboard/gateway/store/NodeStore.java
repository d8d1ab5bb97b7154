package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Which nodes are alive, and their inboxes. Every future fails with [StoreUnavailable] where the
/// store cannot be reached.
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

    /// Ends a node and its inbox.
    Future<Void> gone(String node);

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
