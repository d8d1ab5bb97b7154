package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one master of a standalone server or of sentinels.
final class OneMaster implements RedisMasters {

    private final Vertx vertx;
    private final Supplier<RedisRoute> route;
    private final GatewayConfig.Redis limits;
    private final RedisMetrics metrics;
    private final Runnable reconnected;
    private @Nullable RedisLink link;
    private @Nullable ReplicatedLink commits;

    /// @param route a new one for each link
    OneMaster(
            Vertx vertx,
            Supplier<RedisRoute> route,
            GatewayConfig.Redis limits,
            RedisMetrics metrics,
            Runnable reconnected) {
        this.vertx = vertx;
        this.route = route;
        this.limits = limits;
        this.metrics = metrics;
        this.reconnected = reconnected;
    }

    @Override
    public Future<Void> open() {
        return RedisLink.open(vertx, route.get(), limits, reconnected)
                .compose(made -> {
                    link = made;
                    return RedisFacts.checkAlone(made);
                })
                .compose(_ ->
                        limits.replicasAcknowledged() == 0
                                ? Future.succeededFuture()
                                : openCommits())
                .onFailure(_ -> end());
    }

    private Future<Void> openCommits() {
        return RedisLink.open(vertx, route.get(), limits, () -> {})
                .compose(made -> {
                    commits = new ReplicatedLink(made, limits, metrics);
                    return RedisFacts.checkReplicas(made, limits);
                });
    }

    private RedisLink link() {
        return Objects.requireNonNull(link, "not open");
    }

    @Override
    public Future<@Nullable Response> send(String key, Request request) {
        return link().send(request);
    }

    @Override
    public Future<@Nullable Response> commit(String key, Request request) {
        return commits == null ? link().send(request) : commits.send(request);
    }

    @Override
    public Future<RedisReader> reader(String key) {
        return RedisLink.open(vertx, route.get(), limits, () -> {}).map(made -> made);
    }

    @Override
    public Future<Void> ping() {
        return link().send(Request.cmd(Command.PING)).mapEmpty();
    }

    @Override
    public int underWay() {
        return (link == null ? 0 : link.underWay())
                + (commits == null ? 0 : commits.link().underWay());
    }

    @Override
    public Future<Void> end() {
        Future<Void> second = commits == null ? Future.succeededFuture() : commits.link().end();
        return link == null ? second : Future.join(link.end(), second).mapEmpty();
    }
}
