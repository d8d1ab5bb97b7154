package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.PoolStore.Filed;
import dev.switchboard.gateway.store.PoolStore.Page;
import dev.switchboard.gateway.store.StoreUnavailable;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's time at the head of a pool, from taking the lease to losing it: it loads the newest
/// snapshot, replays in silence what came after, says what the state implies, and then takes
/// command after command. Over once, it is never taken up again: the next time begins anew.
final class Reign {

    private static final Logger LOG = LoggerFactory.getLogger(Reign.class);
    private static final int PAGE = 500;

    private static final long AGAIN_MS = 50;

    /// How long steps may keep the event loop from everything else.
    private static final long SLICE_NANOS = 5_000_000;

    private final String name;
    private final Surroundings around;
    private final Snapshots snapshots;
    private final Promise<Void> over = Promise.promise();
    private Pool pool;
    private PoolStore.@Nullable Reader reader;
    private @Nullable Watch watch;
    private long sinceSnapshot;

    /// Since when the reader has failed.
    private Optional<Long> brokenNanos = Optional.empty();

    private boolean ended;

    /// What all reigns of a node share.
    ///
    /// @param holds whether the node's lease cannot have ended yet
    record Surroundings(
            Vertx vertx,
            String node,
            PoolStore store,
            NodeStore nodes,
            GatewayConfig.Pool settings,
            Supplier<RoutingPolicy> policies,
            InstantSource clock,
            PoolLeader.Audience audience,
            BooleanSupplier holds) {}

    Reign(String name, Surroundings around) {
        this.name = name;
        this.around = around;
        this.snapshots = new Snapshots(name, around.store());
        this.pool = Pool.empty(name, around.policies().get());
    }

    /// The pool as far as it has been stepped.
    Pool pool() {
        return pool;
    }

    /// Another policy is to be gone by.
    void policyChanged() {
        if (watch != null) {
            watch.keepPolicy();
        }
    }

    /// Begins; the future fails once it cannot go on.
    Future<Void> begin() {
        around.store()
                .reader()
                .onSuccess(opened -> {
                    if (ended) {
                        opened.close();
                    } else {
                        reader = opened;
                        load();
                    }
                })
                .onFailure(over::tryFail);
        return over.future();
    }

    /// Ends it.
    ///
    /// @param inOrder whether a snapshot is to be left behind
    Future<Void> end(boolean inOrder) {
        boolean led = watch != null;
        ended = true;
        if (reader != null) {
            reader.close();
        }
        if (watch != null) {
            watch.end();
        }
        return inOrder && led ? snapshots.last(pool) : Future.succeededFuture();
    }

    private void load() {
        if (ended) {
            return;
        }
        around.store()
                .snapshot()
                .compose(found -> {
                    pool = found.orElseGet(() -> Pool.empty(name, around.policies().get()));
                    return around.store().read(pool.last(), PAGE);
                })
                .onSuccess(this::replay)
                .onFailure(over::tryFail);
    }

    /// Takes a page in silence, while the next is being read.
    private void replay(Page page) {
        switch (page) {
            case Page.Overtaken _ -> load();
            case Page.Commands(var filed) when filed.isEmpty() -> resume();
            case Page.Commands(var filed) -> {
                Future<Page> next = around.store().read(filed.getLast().id(), PAGE);
                take(filed, false)
                        .compose(_ -> next)
                        .onSuccess(this::replay)
                        .onFailure(over::tryFail);
            }
        }
    }

    private void resume() {
        if (ended) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("pool", name)
                .addKeyValue("command", pool.last().toString())
                .log("Leads the pool");
        if (watch == null) {
            watch = new Watch(around, this::pool, this::fallBack);
        }
        around.audience().resumed(pool);
        watch.begin();
        follow();
    }

    /// What has been stepped is not what the store would have another step: a snapshot is newer, or
    /// the store was restored from an older copy. What is there counts, for a pool is what all
    /// leaders make of the same commands.
    private void fallBack() {
        over.tryFail("the store does not hold the pool's last command");
    }

    private void follow() {
        PoolStore.Reader from = reader;
        if (ended || from == null) {
            return;
        }
        from.await(pool.last(), PAGE, around.settings().lease())
                .onSuccess(page -> {
                    brokenNanos = Optional.empty();
                    follow(page);
                })
                .onFailure(this::loadAgain);
    }

    /// The reader finds its own way to where the pool is by now, which takes less than a change of
    /// leaders; but not for ever. The store there may know less than this one did, so all of it is
    /// read again.
    private void loadAgain(Throwable why) {
        long now = System.nanoTime();
        long since = brokenNanos.orElse(now);
        boolean inVain = now - since > around.settings().lease().toNanos();
        if (why instanceof StoreUnavailable && around.holds().getAsBoolean() && !inVain) {
            brokenNanos = Optional.of(since);
            around.vertx().setTimer(AGAIN_MS, _ -> load());
        } else {
            over.tryFail(why);
        }
    }

    private void follow(Page page) {
        if (ended) {
            return;
        }
        if (!around.holds().getAsBoolean()) {
            over.tryFail("the lease may have ended");
            return;
        }
        switch (page) {
            case Page.Overtaken _ -> {
                // Another leader is ahead, and has dropped commands that were not taken here.
                LOG.atWarn().addKeyValue("pool", name).log("Was overtaken by a newer snapshot");
                load();
            }
            case Page.Commands(var filed) ->
                    take(filed, true)
                            .onSuccess(_ -> {
                                taken(filed.size());
                                follow();
                            })
                            .onFailure(over::tryFail);
        }
    }

    private void taken(int commands) {
        sinceSnapshot += commands;
        if (sinceSnapshot >= around.settings().snapshotCommands() && snapshots.save(pool)) {
            sinceSnapshot = 0;
        }
        if (watch != null) {
            watch.look();
        }
    }

    /// Steps through commands, a few milliseconds at a time.
    private Future<Void> take(List<Filed> filed, boolean aloud) {
        Promise<Void> taken = Promise.promise();
        take(filed.iterator(), aloud, taken);
        return taken.future();
    }

    private void take(Iterator<Filed> filed, boolean aloud, Promise<Void> taken) {
        long begun = System.nanoTime();
        while (filed.hasNext()) {
            if (ended) {
                return;
            }
            if (System.nanoTime() - begun > SLICE_NANOS) {
                around.vertx().runOnContext(_ -> take(filed, aloud, taken));
                return;
            }
            Filed next = filed.next();
            Pool before = pool;
            Step step = step(next);
            pool = step.pool();
            if (aloud) {
                tell(before, next, step);
            }
        }
        taken.complete();
    }

    /// The pool after a command. One that the rules break on, which is a programmer's error, counts
    /// as a tick on every node alike: it must not end the whole pool.
    private Step step(Filed next) {
        try {
            return PoolRules.step(pool, next.command(), next.id());
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("pool", name)
                    .addKeyValue("command", next.id().toString())
                    .setCause(e)
                    .log("Could not step a command, and took it for a tick");
            return PoolRules.step(pool, new PoolCommand.Tick(), next.id());
        }
    }

    private void tell(Pool before, Filed taken, Step step) {
        try {
            around.audience().stepped(before, taken.command(), step);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("pool", name)
                    .addKeyValue("command", taken.id().toString())
                    .setCause(e)
                    .log("Could not tell what a command came to");
        }
    }
}
