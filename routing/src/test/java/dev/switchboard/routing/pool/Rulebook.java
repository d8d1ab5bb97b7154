package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A [RoutingPolicy] in the making: the default, but for what a test names.
final class Rulebook {
    private PoolTimes times = PoolTimes.DEFAULT;
    private Relaxation relaxation = Relaxation.DEFAULT;
    private EstimatePolicy estimate = EstimatePolicy.DEFAULT;
    private final List<PriorityClass> classes = new ArrayList<>();
    private final NavigableMap<Reason, ReasonPolicy> reasons = new TreeMap<>();
    private final NavigableMap<String, MarketPolicy> markets = new TreeMap<>();
    private MarketPolicy otherMarkets = RoutingPolicy.DEFAULT.otherMarkets();

    RoutingPolicy policy() {
        return new RoutingPolicy(
                times, relaxation, estimate, classes, reasons, markets, otherMarkets);
    }

    Rulebook times(PoolTimes value) {
        times = value;
        return this;
    }

    Rulebook relaxation(Relaxation value) {
        relaxation = value;
        return this;
    }

    Rulebook estimate(EstimatePolicy value) {
        estimate = value;
        return this;
    }

    Rulebook with(PriorityClass value) {
        classes.add(value);
        return this;
    }

    Rulebook reason(Reason reason, ReasonPolicy asked) {
        reasons.put(reason, asked);
        return this;
    }

    Rulebook market(String market, MarketPolicy value) {
        markets.put(market, value);
        return this;
    }

    Rulebook otherMarkets(MarketPolicy value) {
        otherMarkets = value;
        return this;
    }

    static ReasonPolicy required(String... skills) {
        return new ReasonPolicy(PriorityClass.NORMAL.name(), levels(skills), levels(), 1);
    }

    static ReasonPolicy optional(String... skills) {
        return new ReasonPolicy(PriorityClass.NORMAL.name(), levels(), levels(skills), 1);
    }

    static ReasonPolicy costing(int cost) {
        return new ReasonPolicy(PriorityClass.NORMAL.name(), levels(), levels(), cost);
    }

    static ReasonPolicy ofClass(String priority) {
        return new ReasonPolicy(priority, levels(), levels(), 1);
    }

    /// Each skill at any level.
    static NavigableMap<String, Integer> levels(String... skills) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 1);
        }
        return levels;
    }

    static final Overflow TICKET = new Overflow.Deferred(Overflow.Deferred.How.TICKET);
    static final Overflow CALLBACK = new Overflow.Deferred(Overflow.Deferred.How.CALLBACK);

    static Overflow others(String... markets) {
        return new Overflow.OtherMarkets(List.of(markets));
    }

    static MarketPolicy alwaysOpen(Overflow overflow) {
        return new MarketPolicy(BusinessHours.always(ZoneOffset.UTC), overflow, TICKET);
    }

    /// Open every day from one full hour to another, UTC.
    static MarketPolicy open(int from, int to, Overflow overflow, Overflow outOfHours) {
        Map<DayOfWeek, List<BusinessHours.Shift>> week = new TreeMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(
                    day,
                    List.of(new BusinessHours.Shift(LocalTime.of(from, 0), LocalTime.of(to, 0))));
        }
        return new MarketPolicy(
                new BusinessHours(ZoneOffset.UTC, new TreeMap<>(week), new TreeSet<>()),
                overflow,
                outOfHours);
    }
}
