package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// One [RedisLink] for each event loop that asks for the store.
final class RedisLinks {

    private final Map<EventLoop, RedisLink> links = new ConcurrentHashMap<>();
    private final Queue<RedisLink> others = new ConcurrentLinkedQueue<>();
    private final List<Runnable> onReconnected = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final URI uri;
    private final GatewayConfig.Redis limits;

    RedisLinks(Vertx vertx, URI uri, GatewayConfig.Redis limits) {
        this.vertx = vertx;
        this.uri = uri;
        this.limits = limits;
    }

    /// Opens the calling event loop's link, once.
    Future<Void> open() {
        EventLoop loop = loop();
        if (links.containsKey(loop)) {
            return Future.succeededFuture();
        }
        return RedisLink.open(vertx, uri, limits, this::reconnected)
                .map(link -> {
                    links.put(loop, link);
                    return (Void) null;
                });
    }

    /// See [Store#onReconnected].
    void onReconnected(Runnable listener) {
        onReconnected.add(listener);
    }

    private void reconnected() {
        onReconnected.forEach(Runnable::run);
    }

    /// The calling event loop's link.
    RedisLink mine() {
        return Objects.requireNonNull(links.get(loop()), "this event loop has not opened its link");
    }

    /// Opens another link of the calling event loop's, for commands that block.
    Future<RedisLink> another() {
        return RedisLink.open(vertx, uri, limits, () -> {}).onSuccess(others::add);
    }

    /// Ends a link that was opened as another.
    void end(RedisLink other) {
        others.remove(other);
        other.end();
    }

    /// Does this on a worker thread, as it would hold up the calling event loop.
    <T> Future<T> elsewhere(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /// Closes every link, each on its own loop.
    Future<Void> close() {
        var all = new ArrayList<>(others);
        all.addAll(links.values());
        return Future.join(all.stream().map(RedisLink::end).toList()).mapEmpty();
    }

    private static EventLoop loop() {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        return ((ContextInternal) context).nettyEventLoop();
    }
}
