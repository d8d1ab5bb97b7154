package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A link on which an answer counts only once enough replicas have acknowledged all that was
/// written before it. `WAIT` covers what its own connection wrote: one at the end of each tick
/// covers what was sent in it. It holds up what is sent after it, so nothing else uses this link.
final class ReplicatedLink {

    private final RedisLink link;
    private final GatewayConfig.Redis limits;
    private final RedisMetrics metrics;
    private List<Uncovered> tick = new ArrayList<>();

    private record Uncovered(
            Future<@Nullable Response> answer, Promise<@Nullable Response> promise) {}

    ReplicatedLink(RedisLink link, GatewayConfig.Redis limits, RedisMetrics metrics) {
        this.link = link;
        this.limits = limits;
        this.metrics = metrics;
    }

    RedisLink link() {
        return link;
    }

    /// Sends a command that writes.
    Future<@Nullable Response> send(Request request) {
        ContextInternal context = ContextInternal.current();
        Promise<@Nullable Response> promise = context.promise();
        Future<@Nullable Response> answer = link.send(request).onFailure(promise::tryFail);
        tick.add(new Uncovered(answer, promise));
        if (tick.size() == 1) {
            long connection = link.connections();
            context.runOnContext(_ -> cover(connection));
        }
        return promise.future();
    }

    private void cover(long connection) {
        List<Uncovered> covered = tick;
        tick = new ArrayList<>();
        // On another connection it would cover none of them.
        Future<@Nullable Response> acknowledged =
                link.connections() == connection
                        ? link.send(
                                Request.cmd(Command.WAIT)
                                        .arg(limits.replicasAcknowledged())
                                        .arg(limits.replicasTimeout().toMillis()),
                                limits.replicasTimeout())
                        : Future.failedFuture(new StoreUnavailable("the connection was lost"));
        acknowledged.onComplete(replicas -> covered.forEach(u -> settle(u, replicas)));
    }

    /// Answers come in the order of their commands, so this one's is there.
    private void settle(Uncovered one, AsyncResult<@Nullable Response> replicas) {
        Response acknowledged = replicas.result();
        if (replicas.failed()) {
            one.promise().tryFail(replicas.cause());
        } else if (acknowledged != null
                && acknowledged.toInteger() >= limits.replicasAcknowledged()) {
            one.answer().onComplete(one.promise()::tryComplete, one.promise()::tryFail);
        } else if (one.answer().succeeded()) {
            metrics.unacknowledged();
            one.promise()
                    .tryFail(
                            new StoreUnavailable(
                                    "%s of %d replicas acknowledged in time"
                                            .formatted(
                                                    acknowledged, limits.replicasAcknowledged())));
        }
    }
}
