package dev.switchboard.gateway.policy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at files every second or so, on a worker thread. What stands at the end of their paths is
/// read each time: editors put a new file in place of the old one, and Kubernetes turns a link, of
/// which a watch on the old file would hear nothing.
public final class PolicyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    /// Between two looks; a change is taken after the second look that finds it.
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Watched files;
    private final long periodMs;
    private boolean stopped;
    private long timer = -1;
    private Future<Void> looking = Future.succeededFuture();

    public PolicyWatch(Vertx vertx, Watched files, Duration period) {
        this.vertx = vertx;
        this.files = files;
        this.periodMs = period.toMillis();
    }

    /// Begins to look.
    public synchronized void start() {
        if (!stopped) {
            timer = vertx.setTimer(periodMs, _ -> look());
        }
    }

    /// Looks no more; completes when a look that was under way has ended. No listener is called
    /// after that.
    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return looking.otherwiseEmpty();
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        looking =
                vertx.executeBlocking(
                        () -> {
                            files.look();
                            return null;
                        },
                        false);
        looking.onFailure(e -> LOG.atError().setCause(e).log("Looking for changed files failed"))
                .onComplete(_ -> start());
    }
}
