package dev.switchboard.gateway.pools;

import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.Withdrawal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pool in numbers, at the node that leads it: all others show zeros.
final class PoolMetrics {

    private static final Duration[] WAITS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final AtomicInteger waiting;
    private final AtomicInteger seats;
    private final AtomicInteger leads;
    private final Counter made;
    private final Counter accepted;
    private final Counter declined;
    private final Map<Withdrawal, Counter> withdrawn = new EnumMap<>(Withdrawal.class);
    private final Timer wait;
    private final Map<Class<?>, Counter> effects;

    PoolMetrics(MeterRegistry registry) {
        this.waiting = registry.gauge("switchboard.pool.waiting", new AtomicInteger());
        this.seats = registry.gauge("switchboard.pool.seats", new AtomicInteger());
        this.leads = registry.gauge("switchboard.pool.leads", new AtomicInteger());
        this.made =
                Counter.builder("switchboard.offers.made")
                        .description("Conversations put before a seat")
                        .register(registry);
        this.accepted = ended(registry, "accepted");
        this.declined = ended(registry, "declined");
        for (Withdrawal why : Withdrawal.values()) {
            withdrawn.put(why, ended(registry, word(why.name())));
        }
        this.wait =
                Timer.builder("switchboard.pool.wait")
                        .description(
                                "From a customer's going to the queue to a person's having them")
                        .serviceLevelObjectives(WAITS)
                        .register(registry);
        this.effects =
                Arrays.stream(PoolEffect.class.getPermittedSubclasses())
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Function.identity(),
                                        kind ->
                                                registry.counter(
                                                        "switchboard.pool.effects",
                                                        "effect",
                                                        kind.getSimpleName()
                                                                .toLowerCase(Locale.ROOT))));
    }

    private static Counter ended(MeterRegistry registry, String outcome) {
        return Counter.builder("switchboard.offers.ended")
                .description("What became of offers")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// This node leads, or does not.
    void leads(boolean now) {
        leads.set(now ? 1 : 0);
        if (!now) {
            waiting.set(0);
            seats.set(0);
        }
    }

    void counted(Pool pool) {
        waiting.set(pool.queued());
        seats.set(pool.seatCount());
    }

    /// An effect is carried out; after a change of leaders, perhaps not for the first time.
    void sent(PoolEffect effect) {
        Objects.requireNonNull(effects.get(effect.getClass())).increment();
    }

    /// A command was taken. What a new leader repeats is not counted again.
    void stepped(Pool before, PoolCommand command, Step step) {
        switch (command) {
            case PoolCommand.Decline d when isOpen(before, d) -> declined.increment();
            case PoolCommand.Assigned a -> assigned(before, step.pool(), a);
            default -> {}
        }
        for (PoolEffect effect : step.effects()) {
            switch (effect) {
                case PoolEffect.Offer _ -> made.increment();
                case PoolEffect.Assign _ -> accepted.increment();
                case PoolEffect.Withdraw w ->
                        Objects.requireNonNull(withdrawn.get(w.why())).increment();
                default -> {}
            }
        }
    }

    private static boolean isOpen(Pool pool, PoolCommand.Decline decline) {
        return pool.itemsAt(decline.seat()).stream()
                .anyMatch(item ->
                        item.stage() instanceof Stage.Offered(var offer)
                                && offer.id().equals(decline.offer()));
    }

    private void assigned(Pool before, Pool after, PoolCommand.Assigned command) {
        before.item(command.conversation())
                .filter(item -> item.stage() instanceof Stage.Accepted)
                .filter(item ->
                        after.item(item.conversation())
                                .filter(now -> now.stage() instanceof Stage.Assigned)
                                .isPresent())
                .ifPresent(item ->
                        wait.record(
                                Math.max(0, after.last().ms() - item.enqueuedAt().toEpochMilli()),
                                TimeUnit.MILLISECONDS));
    }
}
