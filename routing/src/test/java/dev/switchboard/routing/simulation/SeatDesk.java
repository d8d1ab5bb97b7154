package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.WorkItem;
import dev.switchboard.routing.simulation.Inbox.Notice;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The pool as a node meets it: the seats whose sockets are here, and what the pool decides,
/// carried to conversations and to seats wherever they are.
final class SeatDesk implements PoolLeader.Audience {

    private static final long AGAIN = 250_000;

    private final Node node;
    private final World world;
    private final NavigableMap<String, Peer> peers = new TreeMap<>();

    /// A seat's socket, and what is still to be filed for it: one after another, so that what an
    /// agent did last counts.
    private final class Peer {
        private final String seat;
        private final Connection socket;
        private final Profile profile;

        private final ArrayDeque<PoolCommand> unfiled = new ArrayDeque<>();
        private boolean gone;
        private boolean filing;

        Peer(String seat, Connection socket, Profile profile) {
            this.seat = seat;
            this.socket = socket;
            this.profile = profile;
        }

        void file(PoolCommand command) {
            unfiled.add(command);
            next();
        }

        void next() {
            PoolCommand command = unfiled.peek();
            if (command == null || filing) {
                return;
            }
            filing = true;
            node.file(
                    seat,
                    command,
                    () -> {
                        filing = false;
                        unfiled.removeFirstOccurrence(command);
                        next();
                    },
                    () ->
                            world.timeline()
                                    .after(
                                            AGAIN,
                                            node,
                                            () -> {
                                                filing = false;
                                                next();
                                            }));
        }
    }

    SeatDesk(Node node, World world) {
        this.node = node;
        this.world = world;
    }

    void up(Connection socket, Frame.SeatHello hello) {
        Peer old = peers.get(hello.seat());
        if (old != null && old.socket != socket) {
            old.socket.closeByNode();
            down(old);
        }
        Peer peer = new Peer(hello.seat(), socket, hello.profile());
        peers.put(hello.seat(), peer);
        announce(peer);
    }

    private void announce(Peer peer) {
        peer.file(new PoolCommand.SeatUp(peer.seat, peer.profile, node.name(), peer.socket.name()));
    }

    /// /// This node was taken for dead, and its seats with it. Which of them have come back
    /// elsewhere it cannot know, and must not take them from there: their agents, if they are still
    /// here, come again.
    void lapsed() {
        List.copyOf(peers.values())
                .forEach(peer -> {
                    peer.socket.closeByNode();
                    down(peer);
                });
    }

    void closed(Connection socket) {
        peerOf(socket).ifPresent(this::down);
    }

    private void down(Peer peer) {
        peer.gone = true;
        peers.remove(peer.seat, peer);
        // An older socket must not be announced after a newer one.
        peer.unfiled.clear();
        peer.file(new PoolCommand.SeatLost(peer.seat, peer.socket.name()));
    }

    private Optional<Peer> peerOf(Connection socket) {
        return peers.values().stream().filter(p -> p.socket == socket).findFirst();
    }

    Optional<String> seatOf(Connection socket) {
        return peerOf(socket).map(p -> p.seat);
    }

    void file(Connection socket, PoolCommand command) {
        peerOf(socket).ifPresent(p -> p.file(command));
    }

    @Override
    public void effect(Pool pool, PoolEffect effect) {
        switch (effect) {
            case PoolEffect.Offer o -> toSeat(pool, o.seat(), effect);
            case PoolEffect.Withdraw w -> toSeat(pool, w.seat(), effect);
            case PoolEffect.AcceptRefused r -> toSeat(pool, r.seat(), effect);
            case PoolEffect.Assign a -> assign(pool, a);
            case PoolEffect.Requeue r -> requeue(r);
            case PoolEffect.Position _ -> {}
            case PoolEffect.TargetUnavailable t -> say(t.conversation(), t.epoch(), "target");
            case PoolEffect.Overflow o -> say(o.conversation(), o.epoch(), "overflow");
        }
    }

    @Override
    public void replaced(Pool before, Pool pool, String seat) {
        before.seat(seat)
                .filter(s -> s.link().up())
                .map(Seat::link)
                .ifPresent(old -> {
                    boolean stays =
                            pool.seat(seat)
                                    .filter(s -> s.link().connection().equals(old.connection()))
                                    .isPresent();
                    if (!stays) {
                        node.notify(old.node(), new Notice.Replaced(seat, old.connection()));
                    }
                });
    }

    @Override
    public void seated(Pool pool, String seat) {
        pool.seat(seat)
                .filter(s -> s.link().up())
                .ifPresent(known -> {
                    List<String> held =
                            pool.itemsAt(seat).stream()
                                    .filter(i -> i.stage() instanceof Stage.Assigned)
                                    .map(WorkItem::conversation)
                                    .toList();
                    node.notify(
                            known.link().node(),
                            new Notice.Seated(
                                    seat, known.link().connection(), known.state(), held));
                });
    }

    @Override
    public void assigned(Pool pool, String seat, String conversation) {
        pool.item(conversation)
                .filter(i -> i.stage() instanceof Stage.Assigned now && now.seat().equals(seat))
                .flatMap(_ -> pool.seat(seat))
                .ifPresent(
                        s -> node.notify(s.link().node(), new Notice.Assigned(seat, conversation)));
    }

    private void toSeat(Pool pool, String seat, PoolEffect effect) {
        pool.seat(seat)
                .map(Seat::link)
                .ifPresent(link -> node.notify(link.node(), new Notice.ForSeat(seat, effect)));
    }

    private void say(String conversation, long epoch, String what) {
        node.live(conversation)
                .handle(
                        _ ->
                                new GatewaySays(
                                        node.time(),
                                        Optional.of(new MessageKey("pool", what + epoch)),
                                        epoch,
                                        what,
                                        "en"),
                        handled -> {
                            if (handled instanceof Handled.Unavailable) {
                                later(() -> say(conversation, epoch, what));
                            }
                        });
    }

    private void assign(Pool pool, PoolEffect.Assign a) {
        Optional<String> where = pool.seat(a.seat()).map(s -> s.link().node());
        node.live(a.conversation())
                .handle(
                        _ ->
                                new SeatTakes(
                                        node.time(), a.seat(), a.name(), a.epoch(), a.languages()),
                        handled -> {
                            switch (handled) {
                                // The seat hears of it once the pool has.
                                case Handled.Done _ ->
                                        node.persist(
                                                new PoolCommand.Assigned(
                                                        a.conversation(), a.epoch(), a.seat()));
                                case Handled.Refused _ -> {
                                    node.persist(
                                            new PoolCommand.AssignRefused(
                                                    a.conversation(), a.epoch(), a.seat()));
                                    where.ifPresent(w ->
                                            node.notify(
                                                    w,
                                                    new Notice.ForSeat(
                                                            a.seat(),
                                                            new PoolEffect.AcceptRefused(
                                                                    a.seat(), a.offer()))));
                                }
                                case Handled.Unavailable _ -> later(() -> assign(pool, a));
                            }
                        });
    }

    private void requeue(PoolEffect.Requeue r) {
        node.live(r.conversation())
                .handle(
                        _ -> new SeatLeaves(node.time(), r.seat(), r.epoch()),
                        handled -> {
                            switch (handled) {
                                // It is in the queue again, and seeks by itself.
                                case Handled.Done _ -> {}
                                case Handled.Refused _ ->
                                        node.persist(
                                                new PoolCommand.Cancel(
                                                        r.conversation(), r.epoch()));
                                case Handled.Unavailable _ -> later(() -> requeue(r));
                            }
                        });
    }

    private void later(Runnable again) {
        world.timeline().after(AGAIN, node, again);
    }

    /// Another node's word for a seat that should be here.
    void noticed(Notice notice) {
        switch (notice) {
            case Notice.ForSeat(String seat, PoolEffect effect) ->
                    peer(seat).ifPresent(p -> told(p, effect));
            case Notice.Assigned(String seat, String conversation) ->
                    peer(seat).ifPresent(p -> join(p, conversation));
            case Notice.Seated seated -> seated(seated);
            case Notice.Replaced(String seat, String connection) ->
                    peer(seat)
                            .filter(p -> p.socket.name().equals(connection))
                            .ifPresent(p -> {
                                p.socket.closeByNode();
                                down(p);
                            });

            case Notice.Committed _ -> {}
        }
    }

    private void told(Peer peer, PoolEffect effect) {
        switch (effect) {
            case PoolEffect.Offer o -> peer.socket.toClient(new Frame.Offered(o));
            case PoolEffect.Withdraw w ->
                    peer.socket.toClient(new Frame.Withdrawn(w.offer(), Optional.of(w.why())));
            case PoolEffect.AcceptRefused r ->
                    peer.socket.toClient(new Frame.Withdrawn(r.offer(), Optional.empty()));
            case PoolEffect.Assign _,
                    PoolEffect.Requeue _,
                    PoolEffect.Position _,
                    PoolEffect.TargetUnavailable _,
                    PoolEffect.Overflow _ -> {}
        }
    }

    private void seated(Notice.Seated seated) {
        Optional<Peer> peer =
                peer(seated.seat()).filter(p -> p.socket.name().equals(seated.connection()));
        if (peer.isEmpty()) {
            // The pool waits for a socket of which nobody else will ever report the end.
            node.persist(new PoolCommand.SeatLost(seated.seat(), seated.connection()));
            return;
        }
        peer.get().socket.toClient(new Frame.Seated(seated.state(), seated.conversations()));
        seated.conversations().forEach(c -> join(peer.get(), c));
    }

    /// A seat takes part in what the pool says it holds; where the log says otherwise, the pool is
    /// told.
    void join(Peer peer, String conversation) {
        node.live(conversation)
                .joinSeat(
                        peer.socket,
                        peer.seat,
                        joined -> {
                            switch (joined) {
                                case YES, ENDED -> {}
                                case NOT_HOLDER -> notHolder(peer, conversation);
                                case UNAVAILABLE ->
                                        later(() -> {
                                            if (!peer.gone) {
                                                join(peer, conversation);
                                            }
                                        });
                            }
                        });
    }

    void joinHeld(Connection socket, String conversation) {
        peerOf(socket).ifPresent(p -> join(p, conversation));
    }

    private void notHolder(Peer peer, String conversation) {
        node.live(conversation)
                .state()
                .filter(state -> state.epoch() > 0)
                .ifPresent(state ->
                        node.persist(
                                new PoolCommand.Released(
                                        conversation, state.epoch() - 1, peer.seat, false)));
    }

    private Optional<Peer> peer(String seat) {
        return Optional.ofNullable(peers.get(seat));
    }
}
