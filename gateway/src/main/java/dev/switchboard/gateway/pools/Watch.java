package dev.switchboard.gateway.pools;

import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolCommand.UsePolicy;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a leader files on its own account: that time has passed, that a node has gone, that the
/// pool goes by other times now.
///
/// A command's time is the store's. How far this node's clock is apart from it is learnt from every
/// tick, so that one that came too early says itself how long there is to wait.
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long SWEEP_MS = 2_000;
    private static final long AGAIN_MS = 250;

    private final Reign.Surroundings around;
    private final Supplier<Pool> pool;
    private final Runnable overtaken;
    private Set<String> missing = Set.of();
    private long storeAheadMs;
    private long tickTimer = -1;
    private long sweepTimer = -1;
    private CommandId ticked = CommandId.NONE;
    private boolean filing;
    private boolean ended;

    /// @param overtaken hears that the store does not hold the pool's last command any more
    Watch(Reign.Surroundings around, Supplier<Pool> pool, Runnable overtaken) {
        this.around = around;
        this.pool = pool;
        this.overtaken = overtaken;
    }

    /// Begins, or begins again after the pool was loaded anew.
    void begin() {
        around.vertx().cancelTimer(sweepTimer);
        sweepTimer = around.vertx().setPeriodic(SWEEP_MS, _ -> sweep());
        keepPolicy();
        // What has expired while nobody led does so now.
        tick();
    }

    /// Has the pool go by the policy there is now.
    void keepPolicy() {
        RoutingPolicy policy = around.policies().get();
        if (!ended && !pool.get().policy().equals(policy)) {
            persist(new UsePolicy(policy));
        }
    }

    void end() {
        ended = true;
        around.vertx().cancelTimer(tickTimer);
        around.vertx().cancelTimer(sweepTimer);
    }

    /// Sees to it that time passes when it should.
    void look() {
        around.vertx().cancelTimer(tickTimer);
        if (filing || ended || pool.get().last().compareTo(ticked) < 0) {
            return;
        }
        pool.get().nextDeadline().ifPresent(this::tickAt);
    }

    private void tickAt(Instant deadline) {
        long waitMs = deadline.toEpochMilli() - storeNowMs();
        if (waitMs <= 0) {
            tick();
        } else {
            tickTimer = around.vertx().setTimer(waitMs, _ -> tick());
        }
    }

    private long storeNowMs() {
        return around.clock().millis() + storeAheadMs;
    }

    private void tick() {
        if (filing || ended) {
            return;
        }
        filing = true;
        around.store()
                .append(new PoolCommand.Tick())
                .onSuccess(id -> {
                    filing = false;
                    ticked = id;
                    storeAheadMs = id.ms() - around.clock().millis();
                    look();
                })
                .onFailure(e -> {
                    warn("Could not file a tick", e);
                    around.vertx()
                            .setTimer(
                                    AGAIN_MS,
                                    _ -> {
                                        filing = false;
                                        look();
                                    });
                });
    }

    /// A net under the timer, and a look for nodes that have gone.
    private void sweep() {
        Pool now = pool.get();
        around.audience().counted(now);
        if (!now.last().equals(CommandId.NONE)) {
            around.store().holds(now.last()).onSuccess(this::held);
        }
        // A tick that was stored may still be lost with the store.
        ticked = CommandId.NONE;
        look();
        var others = new TreeSet<String>();
        for (var seat : now.seats().values()) {
            if (seat.link().up() && !seat.link().node().equals(around.node())) {
                others.add(seat.link().node());
            }
        }
        around.nodes()
                .missing(others)
                .onSuccess(this::missed)
                .onFailure(e -> {
                    missing = Set.of();
                    warn("Could not look for nodes", e);
                });
    }

    private void held(boolean stillThere) {
        if (!stillThere && !ended) {
            overtaken.run();
        }
    }

    /// A node that is missed twice in a row is lost: one whose store was away renews its lease as
    /// soon as the store is back, and must have time for that.
    private void missed(Set<String> now) {
        for (String node : now) {
            if (missing.contains(node) && !ended) {
                LOG.atWarn().addKeyValue("node", node).log("Lost a node");
                file(new PoolCommand.NodeLost(node));
            }
        }
        missing = now;
    }

    /// Files what the next sweep files again if it must.
    private void file(PoolCommand command) {
        around.store().append(command).onFailure(e -> warn("Could not file a command", e));
    }

    private void persist(PoolCommand command) {
        around.store()
                .append(command)
                .onFailure(e -> {
                    warn("Could not file a command", e);
                    around.vertx()
                            .setTimer(
                                    AGAIN_MS,
                                    _ -> {
                                        if (!ended) {
                                            persist(command);
                                        }
                                    });
                });
    }

    private void warn(String what, Throwable why) {
        LOG.atWarn()
                .addKeyValue("pool", pool.get().id())
                .addKeyValue("why", String.valueOf(why.getMessage()))
                .log(what);
    }
}
