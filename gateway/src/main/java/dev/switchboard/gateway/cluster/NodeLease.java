package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.NodeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps saying that this node is alive. Where it falls silent, its seats count as lost and its
/// inbox is gone.
public final class NodeLease {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

    private final Vertx vertx;
    private final NodeStore store;
    private final String node;
    private final Duration lease;
    private final Runnable lapsed;
    private Future<?> renewal = Future.succeededFuture();
    private long timer = -1;

    /// @param node fresh at each start
    /// @param lease how long the others believe it after it has fallen silent
    /// @param lapsed called when it was silent for longer, and is alive again
    public NodeLease(Vertx vertx, NodeStore store, String node, Duration lease, Runnable lapsed) {
        this.vertx = vertx;
        this.store = store;
        this.node = node;
        this.lease = lease;
        this.lapsed = lapsed;
    }

    /// Says it for the first time; on the calling event loop from here on.
    public Future<Void> start() {
        return store.alive(node, lease)
                .map(_ -> {
                    timer = vertx.setPeriodic(lease.toMillis() / 4, _ -> renew());
                    return (Void) null;
                });
    }

    /// Says it again at once, as after an outage of the store that it may not have outlived.
    public void renew() {
        // Several at once would each find the lease ended, and each have everything said again.
        if (timer < 0 || !renewal.isComplete()) {
            return;
        }
        // A renewal that fails is made up for by the next, or the lease ends, as it should.
        Future<Boolean> renewing = store.alive(node, lease);
        renewal = renewing;
        renewing.onSuccess(lived -> {
            if (!lived) {
                LOG.warn("Was silent for too long, and is known again");
                lapsed.run();
            }
        });
    }

    /// Says that it has gone. What it leaves unfinished is taken over at once.
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        timer = -1;
        // A renewal that came after it would have the others wait.
        return renewal.transform(_ -> store.gone(node));
    }
}
