package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.Future;

/// How a link comes to its server, looked for anew whenever the connection was lost.
interface RedisRoute {

    /// Connects to the server that is the right one now.
    Future<Dialled> reach();

    /// Hears that a connection was lost, or could not be made.
    default void lost() {}

    /// Whether this error says that the right server is another by now: the link lets go of it.
    default boolean leadsAstray(String error) {
        return false;
    }

    /// Always the same server.
    static RedisRoute to(RedisDialer dialer, Endpoint server) {
        return () -> dialer.dial(server);
    }
}
