package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.NodeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/// Keeps saying that this node is alive. Where it falls silent, its seats count as lost.
public final class NodeLease {

    private final Vertx vertx;
    private final NodeStore store;
    private final String node;
    private final Duration lease;
    private long timer = -1;

    /// @param node fresh at each start
    /// @param lease how long the others believe it after it has fallen silent
    public NodeLease(Vertx vertx, NodeStore store, String node, Duration lease) {
        this.vertx = vertx;
        this.store = store;
        this.node = node;
        this.lease = lease;
    }

    /// Says it for the first time; on the calling event loop from here on.
    public Future<Void> start() {
        // A renewal that fails is made up for by the next, or the lease ends, as it should.
        timer = vertx.setPeriodic(lease.toMillis() / 3, _ -> store.alive(node, lease));
        return store.alive(node, lease);
    }

    /// Says that it has gone.
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return store.gone(node);
    }
}
