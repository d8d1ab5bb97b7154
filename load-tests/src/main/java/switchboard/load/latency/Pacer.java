package switchboard.load.latency;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/// Does things on an event loop when they are due.
final class Pacer {

    private final EventLoop loop;
    private final Schedule schedule;
    private final IntConsumer what;
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private int next;

    private Pacer(EventLoop loop, Schedule schedule, IntConsumer what) {
        this.loop = loop;
        this.schedule = schedule;
        this.what = what;
    }

    /// @param what is told the number of each
    /// @return done when all are
    static CompletableFuture<Void> run(EventLoop loop, Schedule schedule, IntConsumer what) {
        var pacer = new Pacer(loop, schedule, what);
        loop.execute(pacer::go);
        return pacer.all;
    }

    private void go() {
        try {
            int due = schedule.dueBy(System.nanoTime());
            while (next < due) {
                what.accept(next++);
            }
        } catch (RuntimeException e) {
            all.completeExceptionally(e);
            return;
        }
        if (next == schedule.count()) {
            all.complete(null);
            return;
        }
        long pause = Math.max(0, schedule.dueNanos(next) - System.nanoTime());
        var _ = loop.schedule(this::go, pause, TimeUnit.NANOSECONDS);
    }
}
