package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.cluster.Post;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.store.Store;
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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pool of this fleet, as this node meets it: the seats whose sockets are here ([LocalSeats]),
/// and what the pool decides, where this node leads it, carried to conversations ([Errands]), to
/// customers ([Places], [Notices]) and to the nodes of the seats.
public final class Pools implements PoolLeader.Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
    private static final long AGAIN_MS = 250;
    private static final Duration POSITIONS_PAUSE = Duration.ofSeconds(2);
    private static final long POSITIONS_EVERY_MS = 250;
    private static final int POSITIONS_AT_ONCE = 1_000;

    private final Vertx vertx;
    private final String node;
    private final PolicyFiles policies;
    private final Post post;
    private final Places places;
    private final InstantSource clock;
    private Positions positions = new Positions(POSITIONS_PAUSE);
    private long positionsTimer = -1;
    private final PoolMetrics metrics;
    private final LocalSeats here;
    private final Wording wording;
    private final Notices notices;
    private final Errands errands;
    private final PoolLeader leader;
    private boolean repeating;

    /// @param node this node's id, fresh at each start
    /// @param translates whether what agents of other languages write is translated
    public Pools(
            Vertx vertx,
            String node,
            Store store,
            PoolCommands commands,
            ConversationService conversations,
            Post post,
            GatewayConfig.Pool settings,
            PolicyFiles policies,
            Texts texts,
            boolean translates,
            InstantSource clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.node = node;
        this.policies = policies;
        this.post = post;
        this.places = new Places(vertx, node, store.conversations(), conversations, post);
        this.clock = clock;
        this.metrics = new PoolMetrics(registry);
        this.here = new LocalSeats(vertx, node, commands, this::tell);
        this.wording = new Wording(texts, translates);
        this.notices = new Notices(vertx, conversations::handle);
        this.errands = new Errands(vertx, commands, conversations::handle, notices, this::toSeat);
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
        return here.up(peer, profile);
    }

    /// An agent's socket is gone.
    public void down(SeatPeer peer) {
        here.down(peer);
    }

    /// The pool may not know of this node's seats any more, or may have told them what never came:
    /// they are announced again. On the event loop it was started on.
    ///
    /// @return completes once each has been tried
    public Future<Void> reassert() {
        return here.reassert();
    }

    /// A message of the leader's. On the event loop it was started on.
    public void receive(NodeMessage.ToSeat message) {
        here.receive(message);
    }

    @Override
    public void stepped(Pool before, PoolCommand command, Step step) {
        metrics.stepped(before, command, step);
        Pool pool = step.pool();
        if (command instanceof PoolCommand.SeatUp up) {
            pool.seat(up.seat()).ifPresent(seat -> answer(pool, seat, up));
        }
        switch (command) {
            case PoolCommand.Assigned a -> assigned(pool, a.conversation(), a.seat());
            case PoolCommand.TakenOver t -> assigned(pool, t.conversation(), t.seat());
            case PoolCommand.SeatLost lost -> returned(before, pool, lost.seat());
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

    /// Who announced a socket hears how the seat stands; or that the seat has a newer one, or that
    /// the pool takes this one for lost.
    private void answer(Pool pool, Seat seat, PoolCommand.SeatUp up) {
        boolean its = seat.link().connection().equals(up.connection());
        if (its || seat.link().up()) {
            seated(pool, seat);
            PoolRules.offers(pool, seat).forEach(offer -> send(pool, offer));
        }
        if (!its) {
            tell(
                    up.node(),
                    seat.link().up()
                            ? new NodeMessage.Replaced(seat.id(), up.connection())
                            : seated(pool, seat, up.connection()));
        }
    }

    /// The socket that had the seat is gone, and an older one has it again, which may have missed
    /// something.
    private void returned(Pool before, Pool pool, String id) {
        var then = before.seat(id).map(seat -> seat.link().connection());
        pool.seat(id)
                .filter(seat -> seat.link().up())
                .filter(seat -> then.filter(seat.link().connection()::equals).isEmpty())
                .ifPresent(seat -> seated(pool, seat));
    }

    @Override
    public void resumed(Pool pool) {
        metrics.leads(true);
        counted(pool);
        positions = new Positions(POSITIONS_PAUSE);
        vertx.cancelTimer(positionsTimer);
        positionsTimer = vertx.setPeriodic(POSITIONS_EVERY_MS, _ -> tellPositions());
        tellSeats(pool);
        PoolRules.outstanding(pool).forEach(effect -> send(pool, effect));
    }

    /// The places that others' coming and going has changed, of some customers at a time.
    private void tellPositions() {
        leader.pool()
                .map(pool -> positions.due(pool, clock.instant(), POSITIONS_AT_ONCE))
                .ifPresent(changed -> changed.forEach(places::tell));
    }

    /// How each seat stands, as its node should know it.
    private void tellSeats(Pool pool) {
        for (Seat seat : pool.seats().values()) {
            if (seat.link().up()) {
                seated(pool, seat);
            }
        }
    }

    private void seated(Pool pool, Seat seat) {
        tell(seat.link().node(), seated(pool, seat, seat.link().connection()));
    }

    private static NodeMessage.Seated seated(Pool pool, Seat seat, String connection) {
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
        return new NodeMessage.Seated(
                seat.id(),
                connection,
                state,
                held,
                offers,
                Optional.of(pool.last()),
                seat.link().replaced());
    }

    private void send(Pool pool, PoolEffect effect) {
        metrics.sent(effect);
        switch (effect) {
            case PoolEffect.Offer offer -> tell(pool, offer.seat(), new NodeMessage.Offered(offer));
            case PoolEffect.Withdraw w ->
                    tell(pool, w.seat(), new NodeMessage.Withdrawn(w.seat(), w.offer(), w.why()));
            case PoolEffect.AcceptRefused r ->
                    tell(pool, r.seat(), new NodeMessage.Refused(r.seat(), r.offer()));
            case PoolEffect.Assign assign ->
                    errands.assign(assign, wording.translation(pool, assign));
            case PoolEffect.Requeue requeue -> errands.requeue(requeue);
            case PoolEffect.Position p -> {
                positions.told(p, clock.instant());
                places.tell(p);
            }
            case PoolEffect.Overflow o -> {
                LOG.atInfo()
                        .addKeyValue("conversation", o.conversation())
                        .addKeyValue("to", o.to().toString())
                        .log("Nobody took it in time, or nobody is at work");
                wording.overflow(pool, o).ifPresent(notices::say);
            }
            case PoolEffect.TargetUnavailable t -> {
                LOG.atInfo()
                        .addKeyValue("conversation", t.conversation())
                        .log("The target of a transfer is out of reach; anybody may take it");
                wording.targetUnavailable(pool, t).ifPresent(notices::say);
            }
        }
    }

    private void tell(Pool pool, String seat, NodeMessage.ToSeat message) {
        pool.seat(seat).ifPresent(known -> tell(known.link().node(), message));
    }

    /// To the node that has the seat's socket.
    private void tell(String where, NodeMessage.ToSeat message) {
        if (where.equals(node)) {
            here.receive(message);
        } else {
            post.send(where, message).onFailure(_ -> repeatLater());
        }
    }

    /// What a node could not be told is told again, with all the rest that seats should know. What
    /// conversations are asked and customers are told is tried until it is done, and needs none.
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

    private void repeat(Pool pool) {
        tellSeats(pool);
        PoolRules.outstanding(pool).stream()
                .filter(PoolEffect.Offer.class::isInstance)
                .forEach(effect -> send(pool, effect));
    }

    /// To a seat as the pool has it by now.
    private void toSeat(NodeMessage.ToSeat message) {
        leader.pool()
                .ifPresentOrElse(
                        pool -> tell(pool, message.seat(), message), () -> here.receive(message));
    }

    @Override
    public void counted(Pool pool) {
        metrics.counted(pool);
    }

    @Override
    public void ended() {
        metrics.leads(false);
        vertx.cancelTimer(positionsTimer);
    }
}
