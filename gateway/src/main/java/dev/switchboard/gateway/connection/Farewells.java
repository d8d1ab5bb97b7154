package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import dev.switchboard.gateway.wire.ServerFrame;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Sends the sockets of one event loop away, to come back at another node. From any thread.
public final class Farewells {

    private static final String REASON = "restarting";

    private final Context loop;
    private final Set<Socket> sockets;

    /// @param sockets those that are open; on `loop` only
    Farewells(Context loop, Set<Socket> sockets) {
        this.loop = loop;
        this.sockets = sockets;
    }

    /// Sends all seats away at once. The pool hears of it only when they have had the time to be at
    /// another node, so that they keep their offers.
    ///
    /// @param within time within which they come back
    public Future<Void> seats(Duration within) {
        return onLoop(() -> {
            for (Socket socket : List.copyOf(sockets)) {
                if (socket.identity() instanceof Identity.Agent) {
                    socket.missedIn(within.multipliedBy(2));
                    send(socket, within);
                }
            }
        });
    }

    /// Sends a slice of the customers away, the oldest sockets first.
    ///
    /// @param slices how many there are to be, with this one
    /// @param spareBusy whether those stay for whom an answer is being written
    /// @param within time within which each comes back
    public Future<Void> customers(int slices, boolean spareBusy, Duration within) {
        return onLoop(() -> {
            List<Socket> leaving =
                    sockets.stream()
                            .filter(s -> s.identity() instanceof Identity.Customer)
                            .filter(s -> !s.isClosing() && !(spareBusy && s.busy()))
                            .toList();
            leaving.stream()
                    .limit(Math.ceilDiv(leaving.size(), slices))
                    .forEach(socket -> send(socket, within));
        });
    }

    /// Sends away whoever is left. On the loop.
    void everybody(Duration within) {
        List.copyOf(sockets).forEach(socket -> send(socket, within));
    }

    /// Ends the connections whose peers take no part in closing them. On the loop.
    void cut() {
        List.copyOf(sockets).forEach(Socket::cut);
    }

    private static void send(Socket socket, Duration within) {
        socket.send(new ServerFrame.Goodbye(REASON, (int) Math.ceilDiv(within.toMillis(), 1_000L)));
        socket.close(CloseCode.RESTARTING, REASON);
    }

    private Future<Void> onLoop(Runnable work) {
        Promise<Void> turn = Promise.promise();
        loop.runOnContext(_ -> turn.complete());
        return turn.future().onSuccess(_ -> work.run());
    }
}
