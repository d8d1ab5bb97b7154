package dev.switchboard.gateway.pools;

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
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of this fleet, as this node meets it: the seats whose sockets are here, and what the
/// pool decides, carried to conversations and seats.
public final class Pools implements PoolLeader.Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
    private static final long AGAIN_MS = 250;

    private final Vertx vertx;
    private final String node;
    private final PoolCommands commands;
    private final ConversationService conversations;
    private final PolicyFiles policies;
    private final MeterRegistry registry;
    private final Map<String, SeatPeer> peers = new ConcurrentHashMap<>();
    private final PoolLeader leader;
    private final AtomicInteger waiting;
    private final AtomicInteger seats;

    /// @param node this node's id, fresh at each start
    public Pools(
            Vertx vertx,
            String node,
            Store store,
            PoolCommands commands,
            ConversationService conversations,
            GatewayConfig.Pool settings,
            PolicyFiles policies,
            InstantSource clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.node = node;
        this.commands = commands;
        this.conversations = conversations;
        this.policies = policies;
        this.registry = registry;
        this.waiting = registry.gauge("switchboard.pool.waiting", new AtomicInteger());
        this.seats = registry.gauge("switchboard.pool.seats", new AtomicInteger());
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
        SeatPeer old = peers.put(peer.seat(), peer);
        if (old != null && !old.equals(peer)) {
            old.replaced();
        }
        return commands.file(new PoolCommand.SeatUp(peer.seat(), profile, node, peer.connection()));
    }

    /// An agent's socket is gone.
    public void down(SeatPeer peer) {
        peers.remove(peer.seat(), peer);
        commands.persist(new PoolCommand.SeatLost(peer.seat(), peer.connection()));
    }

    @Override
    public void effects(Step step) {
        step.effects().forEach(this::send);
        measure(step.pool());
    }

    @Override
    public void resumed(Pool pool) {
        PoolRules.outstanding(pool).forEach(this::send);
        pool.seats().keySet().forEach(seat -> seated(pool, seat));
        measure(pool);
    }

    @Override
    public void seated(Pool pool, String seat) {
        SeatPeer peer = peers.get(seat);
        Seat known = pool.seats().get(seat);
        if (peer != null && known != null && known.link().connection().equals(peer.connection())) {
            List<String> held =
                    pool.items().values().stream()
                            .filter(i ->
                                    i.stage() instanceof Stage.Assigned a && a.seat().equals(seat))
                            .map(i -> i.conversation())
                            .toList();
            String state = known.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            peer.seated(state, held);
        }
    }

    private void send(PoolEffect effect) {
        registry.counter(
                        "switchboard.pool.effects",
                        "effect",
                        effect.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        switch (effect) {
            case PoolEffect.Offer offer -> peer(offer.seat()).ifPresent(p -> p.offered(offer));
            case PoolEffect.Withdraw w ->
                    peer(w.seat()).ifPresent(p -> p.withdrawn(w.offer(), w.why()));
            case PoolEffect.AcceptRefused r -> peer(r.seat()).ifPresent(p -> p.refused(r.offer()));
            case PoolEffect.Assign assign -> assign(assign);
            case PoolEffect.Requeue requeue -> requeue(requeue);
            case PoolEffect.Position p -> conversations.position(p.conversation(), p.position());
            case PoolEffect.TargetUnavailable t ->
                    LOG.atInfo()
                            .addKeyValue("conversation", t.conversation())
                            .log("The target of a transfer is out of reach; anybody may take it");
        }
    }

    private Optional<SeatPeer> peer(String seat) {
        return Optional.ofNullable(peers.get(seat));
    }

    private void assign(PoolEffect.Assign a) {
        conversations.handle(
                a.conversation(),
                at -> new SeatTakes(at, a.seat(), a.name(), a.epoch()),
                handled -> {
                    switch (handled) {
                        case Handled.Done _ -> {
                            commands.persist(
                                    new PoolCommand.Assigned(
                                            a.conversation(), a.epoch(), a.seat()));
                            peer(a.seat()).ifPresent(p -> p.assigned(a.conversation()));
                        }
                        case Handled.Refused _ -> {
                            commands.persist(
                                    new PoolCommand.AssignRefused(
                                            a.conversation(), a.epoch(), a.seat()));
                            peer(a.seat()).ifPresent(p -> p.refused(a.offer()));
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

    private void measure(Pool pool) {
        waiting.set((int) pool.items().values().stream().filter(i -> i.stage().queued()).count());
        seats.set((int) pool.seats().values().stream().filter(s -> s.link().up()).count());
    }
}
