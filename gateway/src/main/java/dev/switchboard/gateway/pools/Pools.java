package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.cluster.Post;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Positions;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.WorkItem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of this fleet, as this node meets it: the seats whose sockets are here, and what the
/// pool decides, where this node leads it, carried to conversations and to the nodes of the seats.
public final class Pools implements PoolLeader.Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
    private static final long AGAIN_MS = 250;
    private static final Duration POSITIONS_PAUSE = Duration.ofSeconds(2);
    private static final long POSITIONS_EVERY_MS = 250;
    private static final int POSITIONS_AT_ONCE = 1_000;
    private static final String AWAY = "away";

    private final Vertx vertx;
    private final String node;
    private final PoolCommands commands;
    private final ConversationService conversations;
    private final PolicyFiles policies;
    private final Post post;
    private final Places places;
    private final InstantSource clock;
    private Positions positions = new Positions(POSITIONS_PAUSE);
    private long positionsTimer = -1;
    private final MeterRegistry registry;
    private final Map<String, LocalSeat> here = new ConcurrentHashMap<>();
    private final PoolLeader leader;
    private final AtomicInteger waiting;
    private final AtomicInteger seats;
    private final AtomicInteger leads;
    private int links;
    private boolean repeating;

    /// @param node this node's id, fresh at each start
    public Pools(
            Vertx vertx,
            String node,
            Store store,
            PoolCommands commands,
            ConversationService conversations,
            Post post,
            GatewayConfig.Pool settings,
            PolicyFiles policies,
            InstantSource clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.node = node;
        this.commands = commands;
        this.conversations = conversations;
        this.policies = policies;
        this.post = post;
        this.places = new Places(vertx, node, store.conversations(), conversations, post);
        this.clock = clock;
        this.registry = registry;
        this.waiting = registry.gauge("switchboard.pool.waiting", new AtomicInteger());
        this.seats = registry.gauge("switchboard.pool.seats", new AtomicInteger());
        this.leads = registry.gauge("switchboard.pool.leads", new AtomicInteger());
        this.leader =
                new PoolLeader(
                        vertx,
                        node,
                        PoolCommands.POOL,
                        store.pool(PoolCommands.POOL),
                        store.nodes(),
                        settings,
                        policies::current,
                        clock,
                        this);
    }

    /// Begins to work, on the calling event loop.
    public void start() {
        Context loop = vertx.getOrCreateContext();
        policies.onChange(_ -> loop.runOnContext(_ -> leader.policyChanged()));
        leader.start();
    }

    /// Leaves the pool to others. On the event loop it was started on.
    public Future<Void> stop() {
        return leader.stop();
    }

    /// An agent's socket is here. One that was here before for the same seat is told.
    public Future<Void> up(SeatPeer peer, Profile profile) {
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

    /// An agent's socket is gone.
    public void down(SeatPeer peer) {
        LocalSeat seat = here.get(peer.seat());
        String connection = peer.connection();
        if (seat != null && seat.peer().equals(peer)) {
            here.remove(peer.seat(), seat);
            connection = seat.connection();
        }
        commands.persist(new PoolCommand.SeatLost(peer.seat(), connection));
    }

    /// This node was counted as lost, and its seats with it: they come again. On the event loop it
    /// was started on.
    public void lapsed() {
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

    /// A message of the leader's. On the event loop it was started on.
    public void receive(NodeMessage.ToSeat message) {
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

    @Override
    public void stepped(Pool before, PoolCommand command, Step step) {
        Pool pool = step.pool();
        if (command instanceof PoolCommand.SeatUp up) {
            before.seat(up.seat()).ifPresent(old -> replaced(old, pool));
            pool.seat(up.seat()).ifPresent(seat -> seated(pool, seat));
        }
        switch (command) {
            case PoolCommand.Assigned a -> assigned(pool, a.conversation(), a.seat());
            case PoolCommand.TakenOver t -> assigned(pool, t.conversation(), t.seat());
            default -> {}
        }
        step.effects().forEach(effect -> send(pool, effect));
    }

    /// Tells a seat that it holds a conversation, if the pool has it so.
    private void assigned(Pool pool, String conversation, String seat) {
        pool.item(conversation)
                .filter(item ->
                        item.stage() instanceof Stage.Assigned now && now.seat().equals(seat))
                .ifPresent(_ -> tell(pool, seat, new NodeMessage.Assigned(seat, conversation)));
    }

    private void replaced(Seat old, Pool pool) {
        boolean stays =
                pool.seat(old.id())
                        .filter(now -> now.link().connection().equals(old.link().connection()))
                        .isPresent();
        if (old.link().up() && !stays) {
            tell(old.link().node(), new NodeMessage.Replaced(old.id(), old.link().connection()));
        }
    }

    @Override
    public void resumed(Pool pool) {
        leads.set(1);
        counted(pool);
        positions = new Positions(POSITIONS_PAUSE);
        vertx.cancelTimer(positionsTimer);
        positionsTimer = vertx.setPeriodic(POSITIONS_EVERY_MS, _ -> tellPositions());
        repeat(pool);
    }

    /// The places that others' coming and going has changed, of some customers at a time.
    private void tellPositions() {
        leader.pool()
                .map(pool -> positions.due(pool, clock.instant(), POSITIONS_AT_ONCE))
                .ifPresent(changed -> changed.forEach(places::tell));
    }

    /// All that should be known.
    private void repeat(Pool pool) {
        for (Seat seat : pool.seats().values()) {
            if (seat.link().up()) {
                seated(pool, seat);
            }
        }
        PoolRules.outstanding(pool).forEach(effect -> send(pool, effect));
    }

    private void seated(Pool pool, Seat seat) {
        var held = new ArrayList<String>();
        var offers = new ArrayList<String>();
        for (WorkItem item : pool.itemsAt(seat.id())) {
            switch (item.stage()) {
                case Stage.Offered(var offer) -> offers.add(offer.id());
                case Stage.Accepted accepted -> offers.add(accepted.offer());
                case Stage.Assigned assigned -> {
                    assigned.offer().ifPresent(offers::add);
                    held.add(item.conversation());
                }
                case Stage.Waiting _, Stage.WrappingUp _, Stage.Requeueing _ -> {}
            }
        }
        String state =
                pool.status(seat.id())
                        .orElse(Seat.Status.OFFLINE)
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
        var link = seat.link();
        tell(
                link.node(),
                new NodeMessage.Seated(seat.id(), link.connection(), state, held, offers));
    }

    private void send(Pool pool, PoolEffect effect) {
        registry.counter(
                        "switchboard.pool.effects",
                        "effect",
                        effect.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        switch (effect) {
            case PoolEffect.Offer offer -> tell(pool, offer.seat(), new NodeMessage.Offered(offer));
            case PoolEffect.Withdraw w ->
                    tell(pool, w.seat(), new NodeMessage.Withdrawn(w.seat(), w.offer(), w.why()));
            case PoolEffect.AcceptRefused r ->
                    tell(pool, r.seat(), new NodeMessage.Refused(r.seat(), r.offer()));
            case PoolEffect.Assign assign -> assign(assign);
            case PoolEffect.Requeue requeue -> requeue(requeue);
            case PoolEffect.Position p -> {
                positions.told(p, clock.instant());
                places.tell(p);
            }
            case PoolEffect.Overflow o ->
                    LOG.atInfo()
                            .addKeyValue("conversation", o.conversation())
                            .addKeyValue("to", o.to().toString())
                            .log("Nobody took it in time, or nobody is at work");
            case PoolEffect.TargetUnavailable t ->
                    LOG.atInfo()
                            .addKeyValue("conversation", t.conversation())
                            .log("The target of a transfer is out of reach; anybody may take it");
        }
    }

    private void tell(Pool pool, String seat, NodeMessage.ToSeat message) {
        pool.seat(seat).ifPresent(known -> tell(known.link().node(), message));
    }

    /// To the node that has the seat's socket.
    private void tell(String where, NodeMessage.ToSeat message) {
        if (where.equals(node)) {
            receive(message);
        } else {
            post.send(where, message).onFailure(_ -> repeatLater());
        }
    }

    /// What could not be said is said again, with all the rest.
    private void repeatLater() {
        if (!repeating) {
            repeating = true;
            vertx.setTimer(
                    AGAIN_MS,
                    _ -> {
                        repeating = false;
                        leader.pool().ifPresent(this::repeat);
                    });
        }
    }

    private void assign(PoolEffect.Assign a) {
        conversations.handle(
                a.conversation(),
                at -> new SeatTakes(at, a.seat(), a.name(), a.epoch()),
                handled -> {
                    switch (handled) {
                        // The seat hears of it once the pool has.
                        case Handled.Done _ ->
                                commands.persist(
                                        new PoolCommand.Assigned(
                                                a.conversation(), a.epoch(), a.seat()));
                        case Handled.Refused _ -> {
                            commands.persist(
                                    new PoolCommand.AssignRefused(
                                            a.conversation(), a.epoch(), a.seat()));
                            toSeat(new NodeMessage.Refused(a.seat(), a.offer()));
                        }
                        case Handled.Unavailable _, Handled.Broken _ ->
                                vertx.setTimer(AGAIN_MS, _ -> assign(a));
                    }
                });
    }

    private void requeue(PoolEffect.Requeue r) {
        conversations.handle(
                r.conversation(),
                at -> new SeatLeaves(at, r.seat(), r.epoch()),
                handled -> {
                    switch (handled) {
                        // The conversation is in the queue again, and seeks by itself.
                        case Handled.Done _ -> {}
                        case Handled.Refused _ ->
                                commands.persist(
                                        new PoolCommand.Cancel(r.conversation(), r.epoch()));
                        case Handled.Unavailable _, Handled.Broken _ ->
                                vertx.setTimer(AGAIN_MS, _ -> requeue(r));
                    }
                });
    }

    /// To a seat as the pool has it by now.
    private void toSeat(NodeMessage.ToSeat message) {
        leader.pool()
                .ifPresentOrElse(
                        pool -> tell(pool, message.seat(), message), () -> receive(message));
    }

    @Override
    public void counted(Pool pool) {
        waiting.set(pool.queued());
        seats.set(pool.seatCount());
    }

    @Override
    public void ended() {
        leads.set(0);
        vertx.cancelTimer(positionsTimer);
        waiting.set(0);
        seats.set(0);
    }
}
