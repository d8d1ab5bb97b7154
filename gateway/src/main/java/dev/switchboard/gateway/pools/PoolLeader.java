package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.PoolStore.Filed;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolPolicy;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps one pool as long as this node has the pool's lease: reads its commands in order and sends
/// the effects. On one event loop.
///
/// A new leader replays without a word and then sends what the state implies; effects are known by
/// their ids, so that one sent twice does nothing.
final class PoolLeader {

    private static final Logger LOG = LoggerFactory.getLogger(PoolLeader.class);
    private static final int READ_MAX = 500;
    private static final long TICK_AGAIN_MS = 20;

    private final Vertx vertx;
    private final String node;
    private final PoolStore store;
    private final NodeStore nodes;
    private final GatewayConfig.Pool settings;
    private final Supplier<RoutingPolicy> policies;
    private final InstantSource clock;
    private final Audience audience;
    private Pool pool;
    private boolean leading;
    private boolean stopped;
    private long sinceSnapshot;
    private long tickTimer = -1;
    private long leaseTimer = -1;

    /// Who hears what a pool decides.
    interface Audience {
        void effects(Step step);

        /// A seat's socket is known to the pool.
        void seated(Pool pool, String seat);

        /// This node begins to lead: everything that should be known is said once more.
        void resumed(Pool pool);
    }

    PoolLeader(
            Vertx vertx,
            String node,
            String name,
            PoolStore store,
            NodeStore nodes,
            GatewayConfig.Pool settings,
            Supplier<RoutingPolicy> policies,
            InstantSource clock,
            Audience audience) {
        this.vertx = vertx;
        this.node = node;
        this.store = store;
        this.nodes = nodes;
        this.settings = settings;
        this.policies = policies;
        this.clock = clock;
        this.audience = audience;
        this.pool = Pool.empty(name, policy());
    }

    private PoolPolicy policy() {
        var times = policies.get().times();
        return new PoolPolicy(times.offer(), times.seatGrace(), times.remember());
    }

    /// Begins to lead, now or when the present leader's lease ends.
    void start() {
        store.acquire(node, settings.lease())
                .onSuccess(won -> {
                    if (won && !stopped) {
                        lead();
                    } else {
                        startLater();
                    }
                })
                .onFailure(_ -> startLater());
    }

    private void startLater() {
        if (!stopped) {
            vertx.setTimer(settings.lease().toMillis() / 3, _ -> start());
        }
    }

    /// Leaves a snapshot and the lease behind.
    Future<Void> stop() {
        stopped = true;
        if (!leading) {
            return Future.succeededFuture();
        }
        leading = false;
        cancelTimers();
        return store.save(pool).eventually(() -> store.release(node));
    }

    private void lead() {
        leading = true;
        leaseTimer = vertx.setPeriodic(settings.lease().toMillis() / 3, _ -> keep());
        store.snapshot()
                .compose(snapshot -> {
                    pool = snapshot.orElseGet(() -> Pool.empty(pool.id(), policy()));
                    return replay();
                })
                .onSuccess(_ -> {
                    if (leading) {
                        resume();
                    }
                })
                .onFailure(this::stepDown);
    }

    private void resume() {
        LOG.atInfo()
                .addKeyValue("pool", pool.id())
                .addKeyValue("command", pool.last().toString())
                .log("Leads the pool");
        policyChanged();
        audience.resumed(pool);
        scheduleTick();
        follow();
    }

    /// The policy may be another: a leader has its pool go by it.
    void policyChanged() {
        if (leading && !pool.policy().equals(policy())) {
            tell(new PoolCommand.UsePolicy(policy()));
        }
    }

    private Future<Void> replay() {
        return store.read(pool.last(), READ_MAX)
                .compose(filed -> {
                    for (Filed f : filed) {
                        pool = PoolRules.step(pool, f.command(), f.id()).pool();
                    }
                    return filed.size() < READ_MAX ? Future.succeededFuture() : replay();
                });
    }

    private void follow() {
        if (!leading) {
            return;
        }
        store.await(pool.last(), READ_MAX, settings.lease())
                .onSuccess(filed -> {
                    if (leading) {
                        take(filed);
                        follow();
                    }
                })
                .onFailure(this::stepDown);
    }

    private void take(List<Filed> filed) {
        for (Filed f : filed) {
            Step step = PoolRules.step(pool, f.command(), f.id());
            pool = step.pool();
            audience.effects(step);
            if (f.command() instanceof PoolCommand.SeatUp up) {
                audience.seated(pool, up.seat());
            }
        }
        sinceSnapshot += filed.size();
        if (sinceSnapshot >= settings.snapshotCommands()) {
            sinceSnapshot = 0;
            store.save(pool).onFailure(e -> warn("Could not save a snapshot", e));
        }
        scheduleTick();
    }

    private void scheduleTick() {
        vertx.cancelTimer(tickTimer);
        pool.nextDeadline()
                .ifPresent(at -> {
                    // The store's clock decides; where ours is ahead, it is asked again.
                    long wait = Duration.between(clock.instant(), at).toMillis();
                    tickTimer = vertx.setTimer(Math.max(TICK_AGAIN_MS, wait + 1), _ -> tick());
                });
    }

    private void tick() {
        store.append(new PoolCommand.Tick()).onFailure(_ -> scheduleTick());
    }

    private void tell(PoolCommand command) {
        store.append(command).onFailure(e -> warn("Could not file a command", e));
    }

    /// Renews the lease, and has the seats of nodes that are gone counted as lost.
    private void keep() {
        store.renew(node, settings.lease())
                .onSuccess(mine -> {
                    if (!mine) {
                        stepDown(new IllegalStateException("the lease is another's"));
                    }
                })
                .onFailure(e -> warn("Could not renew the pool's lease", e));
        var others = new TreeSet<String>();
        pool.seats()
                .values()
                .forEach(seat -> {
                    if (seat.link().up() && !seat.link().node().equals(node)) {
                        others.add(seat.link().node());
                    }
                });
        for (String other : others) {
            nodes.isAlive(other)
                    .onSuccess(alive -> {
                        if (!alive && leading) {
                            tell(new PoolCommand.NodeLost(other));
                        }
                    })
                    .onFailure(e -> warn("Could not look for a node", e));
        }
    }

    private void stepDown(Throwable why) {
        if (leading) {
            leading = false;
            cancelTimers();
            warn("Leads the pool no more", why);
            startLater();
        }
    }

    private void cancelTimers() {
        vertx.cancelTimer(leaseTimer);
        vertx.cancelTimer(tickTimer);
    }

    private void warn(String what, Throwable why) {
        LOG.atWarn()
                .addKeyValue("pool", pool.id())
                .addKeyValue("why", String.valueOf(why.getMessage()))
                .log(what);
    }
}
