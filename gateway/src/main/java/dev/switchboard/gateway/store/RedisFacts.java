package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server says of itself, held against the configuration when a node starts.
final class RedisFacts {

    private static final Logger LOG = LoggerFactory.getLogger(RedisFacts.class);

    private RedisFacts() {}

    /// Fails where the server is a member of a cluster: most keys would be refused there.
    static Future<Void> checkAlone(RedisLink link) {
        return info(link, "server")
                .compose(facts ->
                        facts.contains("redis_mode:cluster")
                                ? Future.failedFuture(
                                        new StoreUnavailable(
                                                "Redis is a member of a cluster: redis.uri must"
                                                        + " begin with redis-cluster://"))
                                : Future.succeededFuture());
    }

    /// Warns where fewer replicas are there than must acknowledge: nothing is accepted until they
    /// are. That is no reason not to start, for they may only be restarting too.
    static Future<Void> checkReplicas(RedisLink link, GatewayConfig.Redis limits) {
        return info(link, "replication")
                .map(facts -> {
                    long online = facts.lines().filter(l -> l.contains("state=online")).count();
                    if (online < limits.replicasAcknowledged()) {
                        LOG.atWarn()
                                .addKeyValue("online", online)
                                .addKeyValue("needed", limits.replicasAcknowledged())
                                .log("Has fewer replicas than redis.replicas-acknowledged");
                    }
                    return null;
                });
    }

    /// Nothing where the user may not ask.
    private static Future<String> info(RedisLink link, String section) {
        return link.send(Request.cmd(Command.INFO).arg(section))
                .map(String::valueOf)
                .recover(e ->
                        e instanceof StoreUnavailable
                                ? Future.failedFuture(e)
                                : Future.succeededFuture(""));
    }
}
