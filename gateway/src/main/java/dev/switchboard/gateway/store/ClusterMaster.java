package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// The way to one master of a cluster. What is sent before its connection was first made waits for
/// it, up to the limit.
final class ClusterMaster {

    private final RedisLink link;
    private final @Nullable ReplicatedLink commits;
    private final int waitingMax;
    private int waiting;

    /// @param lost called whenever it cannot be reached
    ClusterMaster(
            Vertx vertx,
            RedisDialer dialer,
            Endpoint at,
            GatewayConfig.Redis limits,
            RedisMetrics metrics,
            Runnable reconnected,
            Runnable lost) {
        this.waitingMax = limits.waitingMax();
        RedisRoute route = new MemberRoute(dialer, at, lost);
        this.link = RedisLink.begin(vertx, route, limits, reconnected);
        this.commits =
                limits.replicasAcknowledged() == 0
                        ? null
                        : new ReplicatedLink(
                                RedisLink.begin(vertx, route, limits, () -> {}), limits, metrics);
        if (commits != null) {
            // Where it cannot be asked, nothing else goes well either.
            var _ = link.tried().compose(_ -> RedisFacts.checkReplicas(link, limits));
        }
    }

    private record MemberRoute(RedisDialer dialer, Endpoint at, Runnable whenLost)
            implements RedisRoute {
        @Override
        public Future<Dialled> reach() {
            return dialer.dial(at);
        }

        @Override
        public void lost() {
            whenLost.run();
        }
    }

    /// Completes when the first tries to connect have succeeded, or fails with one of them.
    Future<Void> tried() {
        return commits == null
                ? link.tried()
                : Future.join(link.tried(), commits.link().tried()).mapEmpty();
    }

    /// Sends a command.
    ///
    /// @param durable whether replicas must acknowledge it
    /// @param asking whether this master does not have the slot yet
    Future<@Nullable Response> send(Request request, boolean durable, boolean asking) {
        Future<Void> tried = tried();
        if (tried.isComplete()) {
            return sendNow(request, durable, asking);
        }
        if (waiting >= waitingMax) {
            return Future.failedFuture(new StoreUnavailable("too many commands wait for Redis"));
        }
        waiting++;
        return tried.transform(_ -> {
            waiting--;
            return sendNow(request, durable, asking);
        });
    }

    private Future<@Nullable Response> sendNow(Request request, boolean durable, boolean asking) {
        RedisLink on = durable && commits != null ? commits.link() : link;
        if (asking) {
            // It holds for the next command on this connection; where it fails, that one does too.
            var _ = on.send(Request.cmd(Command.ASKING));
        }
        return durable && commits != null ? commits.send(request) : link.send(request);
    }

    /// Whether nothing waits for it.
    boolean idle() {
        return underWay() == 0;
    }

    /// Commands that wait for an answer, or for the first connection.
    int underWay() {
        return waiting + link.underWay() + (commits == null ? 0 : commits.link().underWay());
    }

    void end() {
        link.end();
        if (commits != null) {
            commits.link().end();
        }
    }
}
