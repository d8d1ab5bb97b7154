package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Profile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The seats whose sockets are on this node: the pool hears of them, and they hear from whoever
/// leads the pool.
final class LocalSeats {

    private static final long AGAIN_MS = 250;
    private static final String AWAY = "away";
    private static final String OFFLINE = "offline";

    private final Vertx vertx;
    private final String node;
    private final PoolCommands commands;
    private final BiConsumer<String, NodeMessage.ToSeat> nodes;
    private final Map<String, LocalSeat> here = new ConcurrentHashMap<>();
    private int links;

    /// @param nodes tells a seat on a node
    LocalSeats(
            Vertx vertx,
            String node,
            PoolCommands commands,
            BiConsumer<String, NodeMessage.ToSeat> nodes) {
        this.nodes = nodes;
        this.vertx = vertx;
        this.node = node;
        this.commands = commands;
    }

    /// A socket is here. One that was here before for the same seat is told.
    Future<Void> up(SeatPeer peer, Profile profile) {
        var seat = new LocalSeat(peer, profile);
        LocalSeat old = here.put(peer.seat(), seat);
        if (old != null && !old.peer().equals(peer)) {
            old.peer().replaced();
        }
        return announce(seat);
    }

    private Future<Void> announce(LocalSeat seat) {
        return commands.file(
                new PoolCommand.SeatUp(
                        seat.peer().seat(), seat.profile(), node, seat.connection()));
    }

    /// A socket is gone.
    void down(SeatPeer peer) {
        LocalSeat seat = here.get(peer.seat());
        String connection = peer.connection();
        if (seat != null && seat.peer().equals(peer)) {
            here.remove(peer.seat(), seat);
            connection = seat.connection();
        }
        commands.persist(new PoolCommand.SeatLost(peer.seat(), connection));
    }

    /// Announces all of them again, under the names the pool knows, if it does: it answers with how
    /// each seat stands. On the event loop that [#receive] is called on.
    ///
    /// @return completes once each has been tried
    Future<Void> reassert() {
        return Future.join(here.values().stream().map(this::persist).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<Void> persist(LocalSeat seat) {
        return announce(seat)
                .onFailure(_ ->
                        vertx.setTimer(
                                AGAIN_MS,
                                _ -> {
                                    if (seat.equals(here.get(seat.peer().seat()))) {
                                        var _ = persist(seat);
                                    }
                                }));
    }

    /// A message of the leader's. On one event loop.
    void receive(NodeMessage.ToSeat message) {
        LocalSeat seat = here.get(message.seat());
        switch (message) {
            case NodeMessage.Seated s when !isHere(seat, s.connection()) ->
                    commands.persist(new PoolCommand.SeatLost(s.seat(), s.connection()));
            case NodeMessage.Replaced r when !isHere(seat, r.connection()) ->
                    commands.persist(new PoolCommand.SeatLost(r.seat(), r.connection()));
            case NodeMessage.ToSeat m when seat != null -> receive(seat, m);
            // It has gone meanwhile, and the pool hears of that.
            case NodeMessage.ToSeat _ -> {}
        }
    }

    private static boolean isHere(@Nullable LocalSeat seat, String connection) {
        return seat != null && seat.connection().equals(connection);
    }

    private void receive(LocalSeat seat, NodeMessage.ToSeat message) {
        switch (message) {
            case NodeMessage.Seated s when s.state().equals(OFFLINE) -> {
                // Taken for lost while this node was silent: no pool takes a lost name again.
                seat.relink(++links);
                var _ = persist(seat);
            }
            case NodeMessage.Seated s -> {
                // Only now is it sure that there is a newer socket, whoever was late.
                for (var old : s.replaced()) {
                    nodes.accept(old.node(), new NodeMessage.Replaced(s.seat(), old.connection()));
                }
                seat.seated(s.state(), s.conversations(), s.offers(), s.asOf());
                if (s.state().equals(AWAY) && seat.peer().available()) {
                    // Given up while this node was silent, and taken for a new one.
                    commands.persist(
                            new PoolCommand.Presence(
                                    s.seat(), PoolCommand.Presence.State.AVAILABLE));
                }
            }
            case NodeMessage.Replaced _ -> seat.peer().replaced();
            case NodeMessage.Offered offered -> seat.offered(offered.offer());
            case NodeMessage.Withdrawn w -> seat.withdrawn(w.offer(), w.why());
            case NodeMessage.Refused refused -> seat.refused(refused.offer());
            case NodeMessage.Assigned assigned -> seat.peer().assigned(assigned.conversation());
        }
    }
}
