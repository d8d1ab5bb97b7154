package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Saves a pool now and then, one snapshot at a time.
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final String name;
    private final PoolStore store;
    private Future<?> running = Future.succeededFuture();

    Snapshots(String name, PoolStore store) {
        this.name = name;
        this.store = store;
    }

    /// Saves the pool, unless another snapshot is still being saved.
    ///
    /// @return whether it is being saved
    boolean save(Pool pool) {
        if (!running.isComplete()) {
            return false;
        }
        running = store.save(pool).onFailure(this::warn);
        return true;
    }

    /// Saves the pool once what is being saved is.
    Future<Void> last(Pool pool) {
        if (pool.last().equals(CommandId.NONE)) {
            return Future.succeededFuture();
        }
        return running.transform(_ -> store.save(pool)).onFailure(this::warn).mapEmpty();
    }

    private void warn(Throwable e) {
        LOG.atWarn()
                .addKeyValue("pool", name)
                .addKeyValue("why", String.valueOf(e.getMessage()))
                .log("Could not save a snapshot");
    }
}
