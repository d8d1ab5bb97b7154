package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/// Nodes in Redis: a key each, that ends by itself.
final class RedisNodes implements NodeStore {

    private final RedisLinks links;

    RedisNodes(RedisLinks links) {
        this.links = links;
    }

    @Override
    public Future<Void> alive(String node, Duration lease) {
        Request set =
                Request.cmd(Command.SET)
                        .arg(Keys.node(node))
                        .arg("alive")
                        .arg("PX")
                        .arg(lease.toMillis());
        return links.mine().send(set).mapEmpty();
    }

    @Override
    public Future<Boolean> isAlive(String node) {
        return links.mine()
                .send(Request.cmd(Command.EXISTS).arg(Keys.node(node)))
                .map(answer -> answer != null && answer.toInteger() == 1);
    }

    @Override
    public Future<Void> gone(String node) {
        return links.mine().send(Request.cmd(Command.DEL).arg(Keys.node(node))).mapEmpty();
    }
}
