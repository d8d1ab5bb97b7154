package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// The masters of one event loop: it alone calls, but for [#end].
interface RedisMasters {

    /// Connects; fails where Redis cannot be reached.
    Future<Void> open();

    /// Sends a command to the master that has its key. Null is Redis's nil.
    ///
    /// @param key any of the command's keys, which share a slot
    Future<@Nullable Response> send(String key, Request request);

    /// The same for a command whose answer promises that it will not be lost: it counts only once
    /// as many replicas have acknowledged as are configured.
    Future<@Nullable Response> commit(String key, Request request);

    /// Opens a connection to the master that has this key, for commands that block.
    Future<RedisReader> reader(String key);

    /// Whether Redis answers.
    Future<Void> ping();

    /// Commands that wait for an answer.
    int underWay();

    /// Ends all connections but the readers', from any thread.
    Future<Void> end();
}
