package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share in leading one pool: it seeks the pool's lease, keeps it, and has a [Reign] as
/// long as it does. On one event loop.
///
/// The lease only saves work. Two nodes that both believe they lead take the same steps, and
/// effects are known by their ids; what assigns a conversation is its own commit.
final class PoolLeader {

    private static final Logger LOG = LoggerFactory.getLogger(PoolLeader.class);
    private static final Duration SEEK_MAX = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final String node;
    private final String pool;
    private final PoolStore store;
    private final GatewayConfig.Pool settings;
    private final Reign.Surroundings around;
    private @Nullable Reign reign;
    private long leaseEndsNanos;
    private long leaseTimer = -1;
    private boolean stopped;

    /// Who hears what a pool decides.
    interface Audience {
        /// A command has been taken.
        ///
        /// @param before the pool before it
        void stepped(Pool before, PoolCommand command, Step step);

        /// This node begins to lead: everything that should be known is said once more.
        void resumed(Pool pool);

        /// From time to time, for what is only counted.
        void counted(Pool pool);

        /// This node leads no more.
        void ended();
    }

    PoolLeader(
            Vertx vertx,
            String node,
            String pool,
            PoolStore store,
            NodeStore nodes,
            GatewayConfig.Pool settings,
            Supplier<RoutingPolicy> policies,
            InstantSource clock,
            Audience audience) {
        this.vertx = vertx;
        this.node = node;
        this.pool = pool;
        this.store = store;
        this.settings = settings;
        this.around =
                new Reign.Surroundings(
                        vertx,
                        node,
                        store,
                        nodes,
                        settings,
                        policies,
                        clock,
                        audience,
                        this::holds);
    }

    /// Begins to lead, now or when the present leader's lease ends.
    void start() {
        long asked = System.nanoTime();
        store.acquire(node, settings.lease())
                .onSuccess(won -> {
                    if (!won) {
                        startLater();
                    } else if (stopped) {
                        var _ = store.release(node);
                    } else {
                        lead(asked);
                    }
                })
                .onFailure(_ -> startLater());
    }

    private void startLater() {
        if (!stopped) {
            long third = settings.lease().toMillis() / 3;
            vertx.setTimer(Math.min(SEEK_MAX.toMillis(), third), _ -> start());
        }
    }

    private void lead(long asked) {
        granted(asked);
        var begun = new Reign(pool, around);
        reign = begun;
        leaseTimer = vertx.setPeriodic(settings.lease().toMillis() / 3, _ -> keep());
        begun.begin().onFailure(why -> stepDown(begun, why));
    }

    /// The pool as far as it has been stepped, if this node leads.
    Optional<Pool> pool() {
        return Optional.ofNullable(reign).map(Reign::pool);
    }

    /// The policy may be another: who leads has the pool go by it.
    void policyChanged() {
        if (reign != null) {
            reign.policyChanged();
        }
    }

    /// Leaves a snapshot and the lease behind, so that the next leader need not step again what
    /// this one has, by rules that may be newer.
    Future<Void> stop() {
        stopped = true;
        Reign last = reign;
        if (last == null) {
            return Future.succeededFuture();
        }
        return last.end(true)
                .eventually(() -> {
                    reign = null;
                    vertx.cancelTimer(leaseTimer);
                    around.audience().ended();
                    return store.release(node);
                });
    }

    private void keep() {
        long asked = System.nanoTime();
        Reign present = reign;
        store.renew(node, settings.lease())
                .onSuccess(mine -> {
                    if (mine) {
                        granted(asked);
                    } else if (present != null) {
                        stepDown(present, new IllegalStateException("the lease is another's"));
                    }
                })
                .onFailure(e -> warn("Could not renew the pool's lease", e));
    }

    private void granted(long asked) {
        leaseEndsNanos = asked + settings.lease().toNanos();
    }

    /// Whether the lease cannot have ended yet: not so for a process that has slept too long.
    private boolean holds() {
        return System.nanoTime() - leaseEndsNanos < 0;
    }

    private void stepDown(Reign which, Throwable why) {
        if (which.equals(reign) && !stopped) {
            reign = null;
            vertx.cancelTimer(leaseTimer);
            warn("Leads the pool no more", why);
            // Another may fare better; a newer node, if this one cannot read what it finds.
            which.end(false).eventually(() -> store.release(node)).onComplete(_ -> startLater());
            around.audience().ended();
        }
    }

    private void warn(String what, Throwable why) {
        LOG.atWarn()
                .addKeyValue("pool", pool)
                .addKeyValue("why", String.valueOf(why.getMessage()))
                .log(what);
    }
}
