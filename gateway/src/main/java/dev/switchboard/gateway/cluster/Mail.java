package dev.switchboard.gateway.cluster;

import dev.switchboard.gateway.store.NodeStore;
import dev.switchboard.gateway.store.NodeStore.Batch;
import dev.switchboard.gateway.store.NodeStore.Inbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's own inbox: reads what other nodes write, and notices where something is missing. On
/// one event loop.
public final class Mail {

    private static final Logger LOG = LoggerFactory.getLogger(Mail.class);
    private static final int BATCHES_MAX = 200;
    private static final int WRITERS_MAX = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long AGAIN_MS = 250;

    private final Vertx vertx;
    private final NodeStore store;
    private final String node;
    private final Consumer<NodeMessage> receiver;
    private final Runnable missed;
    private final Map<String, Long> numbers = new WriterNumbers();
    private @Nullable Inbox inbox;
    private boolean stopped;

    /// @param receiver hears every message
    /// @param missed called where messages have been lost
    public Mail(
            Vertx vertx,
            NodeStore store,
            String node,
            Consumer<NodeMessage> receiver,
            Runnable missed) {
        this.vertx = vertx;
        this.store = store;
        this.node = node;
        this.receiver = receiver;
        this.missed = missed;
    }

    /// Begins to read, on the calling event loop. The inbox must be there.
    public Future<Void> start() {
        return store.inbox(node)
                .map(opened -> {
                    inbox = opened;
                    read(opened);
                    return (Void) null;
                });
    }

    /// The inbox was lost, and there is a new one.
    public void renewed() {
        numbers.clear();
        if (inbox != null) {
            inbox.rewind();
        }
    }

    /// Reads no more.
    public void stop() {
        stopped = true;
        if (inbox != null) {
            inbox.close();
        }
    }

    private void read(Inbox from) {
        if (stopped) {
            return;
        }
        from.await(BATCHES_MAX, PATIENCE)
                .onSuccess(batches -> {
                    take(batches);
                    read(from);
                })
                .onFailure(_ -> vertx.setTimer(AGAIN_MS, _ -> read(from)));
    }

    private void take(List<Batch> batches) {
        for (Batch batch : batches) {
            if (batch.number() == 0) {
                continue;
            }
            Long before = numbers.put(batch.writer(), batch.number());
            if (before != null && batch.number() > before + 1) {
                LOG.atWarn()
                        .addKeyValue("batches", batch.number() - before - 1)
                        .log("Missed messages of another node");
                missed.run();
            }
            batch.messages().forEach(this::receive);
        }
    }

    private void receive(String message) {
        try {
            NodeMessages.read(message).ifPresent(receiver);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not take in a message of another node");
        }
    }

    /// The writers heard of last: those of nodes that have ended are forgotten in time.
    private static final class WriterNumbers extends LinkedHashMap<String, Long> {
        WriterNumbers() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > WRITERS_MAX;
        }
    }
}
