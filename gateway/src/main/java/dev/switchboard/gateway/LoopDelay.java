package dev.switchboard.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How late one event loop is with what is due: whatever holds it up, holds up every socket on it.
/// All loops of a node are one figure, of which the worst counts.
final class LoopDelay {

    private static final long LOOK_MS = 100;
    private static final Duration[] DELAYS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Vertx vertx;
    private final Timer delay;
    private long timer;

    LoopDelay(Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        this.delay =
                Timer.builder("switchboard.loop.delay")
                        .description("How late an event loop does what is due")
                        .serviceLevelObjectives(DELAYS)
                        .register(registry);
    }

    /// Looks from now on, on the calling event loop.
    void start() {
        long dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
        // One at a time: what could not run must not come in a row afterwards, each on time.
        timer =
                vertx.setTimer(
                        LOOK_MS,
                        _ -> {
                            long late = System.nanoTime() - dueNanos;
                            delay.record(Math.max(0, late), TimeUnit.NANOSECONDS);
                            start();
                        });
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
