package dev.switchboard.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a node has started, and how each of it is stopped again: the last first. From any thread.
final class Started {

    private final Deque<Supplier<Future<Void>>> stops = new ArrayDeque<>();

    /// Something was started.
    ///
    /// @param stop ends it; that it fails keeps nothing else from being stopped
    synchronized void add(Supplier<Future<Void>> stop) {
        stops.addLast(stop);
    }

    /// Stops what there is, one after another. Idempotent.
    Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        stopNext(stopped);
        return stopped.future();
    }

    private void stopNext(Promise<Void> stopped) {
        Supplier<Future<Void>> last = last();
        if (last == null) {
            stopped.complete();
        } else {
            last.get().onComplete(_ -> stopNext(stopped));
        }
    }

    private synchronized @Nullable Supplier<Future<Void>> last() {
        return stops.pollLast();
    }
}
