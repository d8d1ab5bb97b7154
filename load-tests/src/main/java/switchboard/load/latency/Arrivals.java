package switchboard.load.latency;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.load.holder.Pace;

/// Lets many come at a pace that keeps nodes from being flooded, and waits until they are there. On
/// its event loop alone.
final class Arrivals {

    private static final long TICK_MS = 2;

    private final EventLoop loop;
    private final Pace pace;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private int missing;

    /// @param perSecond how many begin in a second
    /// @param underWayMax how many at once
    Arrivals(EventLoop loop, int perSecond, int underWayMax) {
        this.loop = loop;
        pace = new Pace(perSecond, underWayMax, System.nanoTime());
    }

    /// Lets these come.
    ///
    /// @param coming each begins with one's coming, which [ends][#arrived()] later
    /// @return done when all are there
    CompletableFuture<Void> come(Collection<? extends Runnable> coming) {
        loop.execute(() -> {
            waiting.addAll(coming);
            missing = coming.size();
            go();
        });
        return all;
    }

    private void go() {
        while (!waiting.isEmpty() && pace.begins(System.nanoTime())) {
            waiting.remove().run();
        }
        if (!waiting.isEmpty()) {
            var _ = loop.schedule(this::go, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /// One is there.
    void arrived() {
        pace.done();
        missing--;
        if (missing == 0) {
            all.complete(null);
        }
    }

    /// One is not there and will not be: the run cannot go on.
    void failed(String why) {
        all.completeExceptionally(new IllegalStateException(why));
    }
}
