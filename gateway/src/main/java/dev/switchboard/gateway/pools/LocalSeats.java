package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Profile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The seats whose sockets are on this node: the pool hears of them, and they hear from whoever
/// leads the pool.
final class LocalSeats {

    private static final long AGAIN_MS = 250;
    private static final String AWAY = "away";

    private final Vertx vertx;
    private final String node;
    private final PoolCommands commands;
    private final Map<String, LocalSeat> here = new ConcurrentHashMap<>();
    private int links;

    LocalSeats(Vertx vertx, String node, PoolCommands commands) {
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

    /// The pool has counted all of them as lost: they come again. On the event loop that [#receive]
    /// is called on.
    void lapsed() {
        links++;
        for (LocalSeat seat : here.values()) {
            seat.relink(links);
            persist(seat);
        }
    }

    private void persist(LocalSeat seat) {
        announce(seat)
                .onFailure(_ ->
                        vertx.setTimer(
                                AGAIN_MS,
                                _ -> {
                                    if (seat.equals(here.get(seat.peer().seat()))) {
                                        persist(seat);
                                    }
                                }));
    }

    /// A message of the leader's. On one event loop.
    void receive(NodeMessage.ToSeat message) {
        LocalSeat seat = here.get(message.seat());
        if (seat == null) {
            return;
        }
        switch (message) {
            case NodeMessage.Seated s when s.connection().equals(seat.connection()) -> {
                seat.seated(s.state(), s.conversations(), s.offers());
                if (s.state().equals(AWAY) && seat.peer().available()) {
                    // Given up while this node was silent, and taken for a new one.
                    commands.persist(
                            new PoolCommand.Presence(
                                    s.seat(), PoolCommand.Presence.State.AVAILABLE));
                }
            }
            case NodeMessage.Replaced r when r.connection().equals(seat.connection()) ->
                    seat.peer().replaced();
            case NodeMessage.Seated _, NodeMessage.Replaced _ -> {}
            case NodeMessage.Offered offered -> seat.offered(offered.offer());
            case NodeMessage.Withdrawn w -> seat.withdrawn(w.offer(), w.why());
            case NodeMessage.Refused refused -> seat.refused(refused.offer());
            case NodeMessage.Assigned assigned -> seat.peer().assigned(assigned.conversation());
        }
    }
}
