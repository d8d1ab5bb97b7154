package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;

/// Which nodes are alive, as the store knows it.
public interface NodeStore {

    /// Says that a node is alive, and will be for this long.
    Future<Void> alive(String node, Duration lease);

    /// Whether a node has said so lately.
    Future<Boolean> isAlive(String node);

    /// Says that a node has gone.
    Future<Void> gone(String node);
}
