package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.NodeStore.Batch;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Writes to the inboxes of other nodes. What one event loop writes to a node at once leaves as one
/// batch, and arrives in the order in which it was written.
public final class Post {

    private final NodeStore store;
    private final int inboxBatchesMax;
    private final Map<EventLoop, Outgoing> outgoing = new ConcurrentHashMap<>();

    /// @param inboxBatchesMax how many batches an inbox holds, more or less
    public Post(NodeStore store, int inboxBatchesMax) {
        this.store = store;
        this.inboxBatchesMax = inboxBatchesMax;
    }

    /// Sends a message. On an event loop that has opened the store.
    ///
    /// @return false where there is no such node any more
    public Future<Boolean> send(String node, NodeMessage message) {
        var context = (ContextInternal) Objects.requireNonNull(Vertx.currentContext());
        return outgoing.computeIfAbsent(context.nettyEventLoop(), _ -> new Outgoing())
                .send(context, node, NodeMessages.write(message));
    }

    /// What one event loop writes.
    private final class Outgoing {
        private static final int BATCH_MESSAGES_MAX = 500;

        private final String writer = UUID.randomUUID().toString();
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<String, Envelope> envelopes = new LinkedHashMap<>();

        Future<Boolean> send(Context context, String node, String message) {
            if (envelopes.isEmpty()) {
                context.runOnContext(_ -> flush());
            }
            Envelope envelope = envelopes.computeIfAbsent(node, _ -> new Envelope());
            envelope.messages.add(message);
            if (envelope.messages.size() >= BATCH_MESSAGES_MAX) {
                envelopes.remove(node);
                flush(node, envelope);
            }
            return envelope.sent.future();
        }

        private void flush() {
            var full = new LinkedHashMap<>(envelopes);
            envelopes.clear();
            full.forEach(this::flush);
        }

        private void flush(String node, Envelope envelope) {
            long number = numbers.merge(node, 1L, Long::sum);
            store.post(node, new Batch(writer, number, envelope.messages), inboxBatchesMax)
                    .onSuccess(there -> {
                        if (!there) {
                            numbers.remove(node);
                        }
                    })
                    .onComplete(envelope.sent);
        }
    }

    private static final class Envelope {
        final List<String> messages = new ArrayList<>();
        final Promise<Boolean> sent = Promise.promise();
    }
}
