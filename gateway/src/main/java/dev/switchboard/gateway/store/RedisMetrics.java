package dev.switchboard.gateway.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/// What the connections to Redis go through.
final class RedisMetrics {

    private final MeterRegistry registry;
    private final Counter reconnects;
    private final Counter moved;
    private final Counter asked;
    private final Counter again;
    private final Counter unacknowledged;

    RedisMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.reconnects = registry.counter("switchboard.redis.reconnects");
        this.moved = registry.counter("switchboard.redis.redirections", "kind", "moved");
        this.asked = registry.counter("switchboard.redis.redirections", "kind", "ask");
        this.again = registry.counter("switchboard.redis.redirections", "kind", "try-again");
        this.unacknowledged = registry.counter("switchboard.redis.commits.unacknowledged");
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
}
