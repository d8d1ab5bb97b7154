package dev.switchboard.gateway.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the connections to Redis go through.
final class RedisMetrics {

    private static final Duration[] LAGS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Counter reconnects;
    private final Counter moved;
    private final Counter asked;
    private final Counter again;
    private final Counter unacknowledged;
    private final Timer inboxLag;

    RedisMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.reconnects = registry.counter("switchboard.redis.reconnects");
        this.moved = registry.counter("switchboard.redis.redirections", "kind", "moved");
        this.asked = registry.counter("switchboard.redis.redirections", "kind", "ask");
        this.again = registry.counter("switchboard.redis.redirections", "kind", "try-again");
        this.unacknowledged = registry.counter("switchboard.redis.commits.unacknowledged");
        this.inboxLag =
                Timer.builder("switchboard.inbox.lag")
                        .description(
                                "From a message's being in this node's inbox to its being read")
                        .serviceLevelObjectives(LAGS)
                        .register(registry);
    }

    /// @param count read by another thread, so more or less right
    void countUnderWay(Supplier<Number> count) {
        Gauge.builder("switchboard.redis.commands.under.way", count).register(registry);
    }

    void reconnected() {
        reconnects.increment();
    }

    void redirected(Redirection to) {
        switch (to) {
            case Redirection.Moved _ -> moved.increment();
            case Redirection.Ask _ -> asked.increment();
            case Redirection.TryAgain _ -> again.increment();
        }
    }

    void unacknowledged() {
        unacknowledged.increment();
    }

    /// Messages were read.
    ///
    /// @param oldestMs when Redis took in the oldest of them, by its own clock
    void read(long oldestMs) {
        long lagMs = Math.max(0, System.currentTimeMillis() - oldestMs);
        inboxLag.record(lagMs, TimeUnit.MILLISECONDS);
    }
}
