package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;

/// One node: everything between its configuration and its sockets.
public final class Gateway {

    private Gateway() {}

    /// Starts a node; completes when it is ready to take sockets.
    public static Future<Gateway> start(GatewayConfig config) {
        return Future.failedFuture("not assembled yet");
    }

    /// The port it listens on.
    public int port() {
        return 0;
    }

    /// Lets go of everything it started. Idempotent.
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
