package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.cluster.Post;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.routing.pool.PoolEffect;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Carries places in the queue to the nodes that have the customers. Of the places a conversation
/// had since the last time, the newest is told. On one event loop.
final class Places {

    private static final long PACE_MS = 200;
    private static final int PAGE = 500;

    private final Vertx vertx;
    private final String node;
    private final ConversationStore store;
    private final ConversationService conversations;
    private final Post post;
    private final Map<String, PoolEffect.Position> places = new LinkedHashMap<>();
    private boolean telling;

    Places(
            Vertx vertx,
            String node,
            ConversationStore store,
            ConversationService conversations,
            Post post) {
        this.vertx = vertx;
        this.node = node;
        this.store = store;
        this.conversations = conversations;
        this.post = post;
    }

    void tell(PoolEffect.Position place) {
        places.put(place.conversation(), place);
        if (!telling) {
            telling = true;
            vertx.setTimer(PACE_MS, _ -> tell());
        }
    }

    private void tell() {
        var page = new LinkedHashMap<String, PoolEffect.Position>();
        for (var e : places.entrySet()) {
            if (page.size() == PAGE) {
                break;
            }
            page.put(e.getKey(), e.getValue());
        }
        places.keySet().removeAll(page.keySet());
        telling = !places.isEmpty();
        if (telling) {
            vertx.setTimer(PACE_MS, _ -> tell());
        }
        page.values().forEach(conversations::position);
        elsewhere(page);
    }

    private void elsewhere(Map<String, PoolEffect.Position> page) {
        // Where the nodes cannot be read now, the next change of place is told instead.
        store.nodes(List.copyOf(page.keySet()))
                .onSuccess(nodes ->
                        page.forEach((conversation, place) -> {
                            for (String other : nodes.getOrDefault(conversation, List.of())) {
                                if (!other.equals(node)) {
                                    post.send(other, new NodeMessage.Placed(place));
                                }
                            }
                        }));
    }
}
