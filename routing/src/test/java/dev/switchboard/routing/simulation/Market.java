package dev.switchboard.routing.simulation;

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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the simulated fleet goes by: everything a policy can say, and times so short that they end
/// while somebody watches.
final class Market {

    static final List<String> LANGUAGES = List.of("sv", "en", "de");
    static final List<String> SKILLS = List.of("billing", "law");
    static final List<String> MARKETS = List.of("SE", "NO");

    /// Silence after which a conversation is closed, and after which it does not open again.
    static final Duration SILENCE = Duration.ofMillis(1_500);

    /// Silence after which a conversation takes no room at its seat.
    static final Duration QUIET = Duration.ofMillis(600);

    static final Duration REOPEN_WITHIN = Duration.ofSeconds(4);

    static final RoutingPolicy POLICY =
            new RoutingPolicy(
                    new PoolTimes(ms(1_200), ms(1_000), ms(1_500), ms(20_000)),
                    new Relaxation(ms(400), ms(800), ms(1_200), ms(1_800), ms(2_500), 5, 3),
                    EstimatePolicy.DEFAULT,
                    List.of(
                            new PriorityClass(
                                    "urgent",
                                    200,
                                    ms(1_000),
                                    Optional.of(
                                            new PriorityClass.Deadline(
                                                    ms(3_000), ms(1_000), 300)))),
                    new TreeMap<>(
                            Map.of(
                                    Reason.DISPUTE,
                                    new ReasonPolicy("urgent", levels("billing", 1), levels(), 1),
                                    Reason.OUT_OF_SCOPE,
                                    new ReasonPolicy("normal", levels(), levels("law", 2), 2))),
                    new TreeMap<>(
                            Map.of(
                                    "NO",
                                    market(new Overflow.Deferred(Overflow.Deferred.How.CALLBACK)))),
                    market(new Overflow.OtherMarkets(List.of("NO"))));

    private Market() {}

    private static MarketPolicy market(Overflow overflow) {
        return new MarketPolicy(
                BusinessHours.always(ZoneOffset.UTC),
                overflow,
                new Overflow.Deferred(Overflow.Deferred.How.TICKET));
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private static TreeMap<String, Integer> levels() {
        return new TreeMap<>();
    }

    private static TreeMap<String, Integer> levels(String skill, int level) {
        return new TreeMap<>(Map.of(skill, level));
    }
}
