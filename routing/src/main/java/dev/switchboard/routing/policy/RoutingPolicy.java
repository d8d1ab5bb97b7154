package dev.switchboard.routing.policy;

import dev.switchboard.routing.conversation.Reason;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Everything a pool goes by. Part of the pool's state; changed by a command alone.
///
/// @param classes by name; [PriorityClass#NORMAL] is added where it is not named
/// @param reasons what each reason asks for; one that is not named asks for nothing in particular
/// @param markets by ISO 3166 country
/// @param otherMarkets for conversations whose market is unknown or not named
public record RoutingPolicy(
        PoolTimes times,
        Relaxation relaxation,
        EstimatePolicy estimate,
        List<PriorityClass> classes,
        NavigableMap<Reason, ReasonPolicy> reasons,
        NavigableMap<String, MarketPolicy> markets,
        MarketPolicy otherMarkets) {

    /// What holds where nothing is configured: one class, no skills, open day and night, and all
    /// agents for whoever has waited too long.
    public static final RoutingPolicy DEFAULT =
            new RoutingPolicy(
                    PoolTimes.DEFAULT,
                    Relaxation.DEFAULT,
                    EstimatePolicy.DEFAULT,
                    List.of(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new MarketPolicy(
                            BusinessHours.always(ZoneOffset.UTC),
                            new Overflow.OtherMarkets(List.of()),
                            new Overflow.Deferred(Overflow.Deferred.How.TICKET)));

    public RoutingPolicy {
        Map<String, PriorityClass> byName = new LinkedHashMap<>();
        for (PriorityClass one : classes) {
            if (byName.put(one.name(), one) != null) {
                throw new IllegalArgumentException(
                        "classes." + one.name() + " must not be named twice");
            }
        }
        byName.putIfAbsent(PriorityClass.NORMAL.name(), PriorityClass.NORMAL);
        classes = List.copyOf(byName.values());
        reasons.forEach((reason, asked) -> {
            if (!byName.containsKey(asked.priority())) {
                throw new IllegalArgumentException(
                        "reasons."
                                + reason.code()
                                + ".priority must be a class that there is: "
                                + asked.priority());
            }
        });
        reasons = Collections.unmodifiableNavigableMap(new TreeMap<>(reasons));
        markets = Collections.unmodifiableNavigableMap(new TreeMap<>(markets));
    }

    /// What a reason asks for.
    public ReasonPolicy of(Reason reason) {
        return reasons.getOrDefault(reason, ReasonPolicy.DEFAULT);
    }

    /// What a market is like.
    public MarketPolicy of(Optional<String> market) {
        return market.map(markets::get).orElse(otherMarkets);
    }

    /// The class of this name; the one named as [PriorityClass#NORMAL] is where a policy that has
    /// gone named another.
    public PriorityClass priority(String name) {
        PriorityClass normal = PriorityClass.NORMAL;
        for (PriorityClass one : classes) {
            if (one.name().equals(name)) {
                return one;
            }
            if (one.name().equals(PriorityClass.NORMAL.name())) {
                normal = one;
            }
        }
        return normal;
    }
}
