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

    /// Files a command; its place is its time.
    Future<Void> append(PoolCommand command);

    /// Commands after this one, oldest first, at most `max`; none where there is none.
    Future<List<Filed>> read(CommandId after, int max);

    /// The same, waiting up to `patience` for the first. Holds up whatever else is read here, so
    /// one caller at a time.
    Future<List<Filed>> await(CommandId after, int max, Duration patience);

    /// The newest snapshot.
    Future<Optional<Pool>> snapshot();

    /// Saves a snapshot and drops the commands that are in it.
    Future<Void> save(Pool pool);

    /// Takes the lease, if nobody has it.
    Future<Boolean> acquire(String node, Duration lease);

    /// Prolongs the lease, if this node has it.
    Future<Boolean> renew(String node, Duration lease);

    /// Gives the lease up, if this node has it.
    Future<Void> release(String node);
}
