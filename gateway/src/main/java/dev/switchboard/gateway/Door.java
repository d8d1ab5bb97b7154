package dev.switchboard.gateway;

import dev.switchboard.gateway.connection.SocketServer;
import dev.switchboard.gateway.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a node does on each event loop: its sockets.
final class Door extends VerticleBase {
    private final Store store;
    private final Supplier<SocketServer> make;
    private final int wanted;
    private final Opening opening;
    private final LoopDelay delay;
    private @Nullable SocketServer server;

    /// Hears how it opens.
    interface Opening {
        /// It is about to listen.
        void made(SocketServer server);

        /// It listens.
        void listening(int port);
    }

    /// @param make called on the event loop that it is to serve
    /// @param wanted port; negative for a free one that is shared by all who name this number
    /// @param delay of its event loop
    Door(Store store, Supplier<SocketServer> make, int wanted, Opening opening, LoopDelay delay) {
        this.store = store;
        this.make = make;
        this.wanted = wanted;
        this.opening = opening;
        this.delay = delay;
    }

    @Override
    public Future<?> start() {
        SocketServer made = make.get();
        server = made;
        opening.made(made);
        delay.start();
        return store.open().compose(_ -> made.listen(wanted)).onSuccess(opening::listening);
    }

    @Override
    public Future<?> stop() {
        delay.stop();
        return server == null ? Future.succeededFuture() : server.stop();
    }
}
