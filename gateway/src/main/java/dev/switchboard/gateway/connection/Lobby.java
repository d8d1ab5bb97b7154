package dev.switchboard.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event loop's connections that are no sockets, or not yet. Each has so long for a whole
/// request, for reading its answer, and between two; where too many are there, the one that has
/// kept us waiting for the longest goes.
final class Lobby {

    private static final long LOOK_MS = 500;

    private final long patienceNanos;
    private final int guestsMax;

    /// In the order in which they were last heard of.
    private final Map<HttpConnection, Guest> guests = new LinkedHashMap<>();

    private final Vertx vertx;
    private final long timer;

    private static final class Guest {
        private long sinceNanos = System.nanoTime();
        private @Nullable HttpServerRequest request;
        private Runnable whenGone = () -> {};

        /// Whether what it waits for is ours to do.
        private boolean isWaiting() {
            return request != null && request.isEnded() && !request.response().headWritten();
        }
    }

    /// @param guestsMax of this event loop
    Lobby(Vertx vertx, Duration patience, int guestsMax) {
        this.vertx = vertx;
        this.patienceNanos = patience.toNanos();
        this.guestsMax = guestsMax;
        this.timer = vertx.setPeriodic(LOOK_MS, _ -> look());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /// A connection was made.
    void enter(HttpConnection connection) {
        channel(connection).channel().config().setRecvByteBufAllocator(Reads.ALL);
        if (guests.size() >= guestsMax) {
            cut(guests.keySet().iterator().next());
        }
        guests.put(connection, new Guest());
        connection.closeHandler(_ -> {
            Guest guest = guests.remove(connection);
            if (guest != null) {
                guest.whenGone.run();
            }
        });
    }

    /// A connection has begun a request.
    ///
    /// @param whenGone called if it ends before it has [left][#leave]
    void ask(HttpServerRequest request, Runnable whenGone) {
        Guest guest = guests.remove(request.connection());
        if (guest == null) {
            whenGone.run();
            return;
        }
        guest.sinceNanos = System.nanoTime();
        guest.request = request;
        guest.whenGone = whenGone;
        guests.put(request.connection(), guest);
    }

    /// A connection has become a socket.
    void leave(HttpConnection connection) {
        guests.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        List<HttpConnection> due =
                guests.entrySet().stream()
                        .takeWhile(g -> now - g.getValue().sinceNanos >= patienceNanos)
                        .map(Map.Entry::getKey)
                        .toList();
        for (HttpConnection connection : due) {
            Guest guest = guests.get(connection);
            if (guest != null && guest.isWaiting()) {
                guests.remove(connection);
                guest.sinceNanos = now;
                guests.put(connection, guest);
            } else {
                cut(connection);
            }
        }
    }

    /// Closing in order would wait for an answer to be read.
    private static void cut(HttpConnection connection) {
        var _ = channel(connection).close();
    }

    private static ChannelHandlerContext channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext();
    }
}
