package dev.switchboard.gateway.store;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a pool lives: a stream of commands, the newest snapshot, and the lease of the node that
/// steps it. Every future fails with [StoreUnavailable] where the store cannot be reached.
public interface PoolStore {

    /// A command in its place.
    record Filed(CommandId id, PoolCommand command) {}

    /// What follows a command in the stream.
    sealed interface Page {
        /// All that follows, or its beginning: oldest first and without a gap.
        record Commands(List<Filed> filed) implements Page {
            public Commands {
                filed = List.copyOf(filed);
            }
        }

        /// A snapshot is newer than the command, so that what follows may have been dropped.
        record Overtaken() implements Page {}
    }

    /// Files a command; its place is its time.
    Future<CommandId> append(PoolCommand command);

    /// What follows this command, at most `max`.
    Future<Page> read(CommandId after, int max);

    /// Opens a reader that can wait.
    Future<Reader> reader();

    /// Waits for commands. For one caller, one call at a time.
    interface Reader {
        /// What follows this command, at most `max`; waits up to `patience` for the first.
        Future<Page> await(CommandId after, int max, Duration patience);

        /// Ends it; what it waits for fails.
        void close();
    }

    /// The newest snapshot.
    Future<Optional<Pool>> snapshot();

    /// Whether this command is in the stream still. Where it is not, a snapshot is newer, or the
    /// store was restored from an older copy.
    Future<Boolean> holds(CommandId command);

    /// Saves a snapshot and drops the commands before its last, unless there is one as new, or the
    /// store has lost that command.
    ///
    /// @return whether it was saved
    Future<Boolean> save(Pool pool);

    /// Takes the lease, if nobody else has it.
    Future<Boolean> acquire(String node, Duration lease);

    /// Prolongs the lease, if this node has it.
    Future<Boolean> renew(String node, Duration lease);

    /// Gives the lease up, if this node has it.
    Future<Void> release(String node);
}
