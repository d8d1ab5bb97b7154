package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;

/// What the command line starts and stops.
public interface Node {

    /// The port it listens on.
    int port();

    /// Completes when somebody has asked the node itself to end.
    Future<Void> dismissed();

    /// Leaves what it does to others, and lets go of everything it started.
    Future<Void> stop();

    /// Makes [#stop] wait for nothing that could be done without.
    void hasten();

    /// Starts a node.
    @FunctionalInterface
    interface Starter {
        /// Completes when the node is ready; fails with a message fit for whoever started it.
        Future<? extends Node> start(GatewayConfig config);
    }
}
