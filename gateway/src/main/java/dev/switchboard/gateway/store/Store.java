package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.RedisAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;

/// The door to Redis. Each event loop that uses it opens it first, and has a connection of its own.
public final class Store {

    private final RedisLinks links;
    private final ConversationStore conversations;
    private final NodeStore nodes;
    private final AccountStore accounts;

    /// @param uri as in the configuration, or the embedded server's
    /// @param retention for which a conversation is kept after its last entry
    public Store(
            Vertx vertx,
            URI uri,
            GatewayConfig.Redis limits,
            Duration retention,
            MeterRegistry registry) {
        this.links = new RedisLinks(vertx, RedisAddress.parse(uri), limits, registry);
        this.conversations = new RedisConversations(links, retention);
        this.nodes = new RedisNodes(links);
        this.accounts = new RedisAccounts(links);
    }

    /// Connects the calling event loop; once is enough.
    public Future<Void> open() {
        return links.open();
    }

    /// Calls this whenever an event loop has a connection again after it had lost one, or a cluster
    /// has a new master, on that event loop and before anybody can send there: the server may be
    /// another, or have restarted, and may know less than it had acknowledged. From any thread; for
    /// the store's whole life.
    public void onReconnected(Runnable listener) {
        links.onReconnected(listener);
    }

    /// Whether Redis answers the calling event loop.
    public Future<Void> ping() {
        return links.ping();
    }

    /// Ends the connections of all event loops.
    public Future<Void> close() {
        return links.close();
    }

    /// The conversations.
    public ConversationStore conversations() {
        return conversations;
    }

    /// One pool, for one caller.
    public PoolStore pool(String name) {
        return new RedisPool(links, name);
    }

    /// What the embedded account service keeps.
    public AccountStore accounts() {
        return accounts;
    }

    /// The nodes.
    public NodeStore nodes() {
        return nodes;
    }
}
