package dev.switchboard.gateway;

import dev.switchboard.gateway.cluster.Mail;
import dev.switchboard.gateway.cluster.NodeLease;
import dev.switchboard.gateway.cluster.Survivor;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.pools.Pools;
import dev.switchboard.gateway.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/// What a node does once, on one event loop: its lease, its inbox, its share in leading the pool
/// and in taking over what lost nodes left, and a look at the conversations in which nobody speaks.
final class Heart extends VerticleBase {
    private static final long SWEEP_MS_MIN = 50;
    private static final long SWEEP_MS_MAX = 60_000;
    private static final long REASSERT_MS = 100;

    private final GatewayConfig config;
    private final Store store;
    private final NodeLease lease;
    private final Mail mail;
    private final Survivor survivor;
    private final Pools pools;
    private final ConversationService conversations;
    private long comparing;
    private boolean reasserting;

    Heart(
            GatewayConfig config,
            Store store,
            NodeLease lease,
            Mail mail,
            Survivor survivor,
            Pools pools,
            ConversationService conversations) {
        this.config = config;
        this.store = store;
        this.lease = lease;
        this.mail = mail;
        this.survivor = survivor;
        this.pools = pools;
        this.conversations = conversations;
    }

    @Override
    public Future<?> start() {
        return store.open()
                .compose(_ -> lease.start())
                .compose(_ -> mail.start())
                .onSuccess(_ -> {
                    pools.start();
                    survivor.start();
                    var heart = vertx.getOrCreateContext();
                    store.onReconnected(() -> heart.runOnContext(_ -> reconnected()));
                    // Ends with this verticle.
                    vertx.setPeriodic(sweepMs(), _ -> conversations.sweep());
                    comparing =
                            vertx.setPeriodic(
                                    config.cluster().compare().toMillis(),
                                    _ -> conversations.compare(false));
                });
    }

    /// Often enough that what silence makes due is hardly late, and at least once a minute.
    private long sweepMs() {
        var life = config.conversation();
        long shortest = Math.min(life.idleClose().toMillis(), life.quiet().toMillis());
        return Math.clamp(shortest / 10, SWEEP_MS_MIN, SWEEP_MS_MAX);
    }

    /// Another server may be there, or the same one with less than it had acknowledged: what this
    /// node knows is compared and said again, once for all connections that come back.
    private void reconnected() {
        lease.renew();
        if (!reasserting) {
            reasserting = true;
            vertx.setTimer(
                    REASSERT_MS,
                    _ -> {
                        reasserting = false;
                        // The pool is to know a seat before it hears what it holds.
                        pools.reassert().onComplete(_ -> conversations.compare(true));
                    });
        }
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(comparing);
        survivor.stop();
        return pools.stop()
                .eventually(() -> {
                    mail.stop();
                    return lease.stop();
                })
                .otherwiseEmpty();
    }
}
