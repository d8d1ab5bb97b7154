package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.NodeStore;
import io.vertx.core.Future;
import java.util.Collection;

/// This node among the others: its name, the way to their inboxes, and whether they live. From any
/// event loop that has opened the store.
public final class Neighbours {

    private final String node;
    private final boolean alone;
    private final NodeStore store;
    private final Post post;

    /// @param node this node's id, fresh at each start
    /// @param alone whether no other node can reach the store, so that all others are dead
    public Neighbours(String node, boolean alone, NodeStore store, Post post) {
        this.node = node;
        this.alone = alone;
        this.store = store;
        this.post = post;
    }

    /// This node's name.
    public String self() {
        return node;
    }

    /// Sends a message to another node.
    ///
    /// @return false where there is no such node any more
    public Future<Boolean> send(String other, NodeMessage message) {
        return post.send(other, message);
    }

    /// Notes that this node works on a conversation: what it leaves if it dies.
    public Future<Void> enter(String conversation) {
        return store.enter(node, conversation);
    }

    /// Notes that it does so no more.
    public Future<Void> leave(String conversation) {
        return store.leave(node, conversation);
    }

    /// Whether one of these nodes, this one not counted, is alive.
    public Future<Boolean> anyAlive(Collection<String> nodes) {
        var others = nodes.stream().filter(n -> !n.equals(node)).distinct().toList();
        return alone || others.isEmpty()
                ? Future.succeededFuture(false)
                : store.missing(others).map(missing -> missing.size() < others.size());
    }
}
