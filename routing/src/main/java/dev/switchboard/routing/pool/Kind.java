package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What all items have in common that ask the same on every rung from the same one on. They wait in
/// one line, and whatever holds for the first of them holds for all.
final class Kind {

    static final NavigableMap<String, Exclusion> NOBODY = Collections.emptyNavigableMap();

    private final String key;
    private final Rung least;
    private final String language;
    private final boolean aimed;
    private final boolean deferred;
    private final PriorityClass priority;
    private final NavigableMap<String, Integer> optionalSkills;
    private final NavigableMap<String, Exclusion> excluded;
    private final Map<Rung, Demand> demands;

    private Kind(WorkItem item, RoutingPolicy policy, Rung least) {
        ReasonPolicy reason = policy.of(item.subject().reason());
        Overflow overflow = WorkRules.overflow(item, policy);
        this.key = key(item, least);
        this.least = least;
        this.language = LanguageTag.primary(item.need().language());
        this.aimed = item.aimed();
        this.deferred = least == Rung.OVERFLOW && overflow instanceof Overflow.Deferred;
        this.priority = policy.priority(reason.priority());
        this.optionalSkills = reason.optionalSkills();
        this.excluded = item.excluded();
        this.demands = new EnumMap<>(Rung.class);
        for (Rung rung : ladder(least)) {
            demands.put(rung, demand(rung, item, policy));
        }
    }

    static Kind of(WorkItem item, RoutingPolicy policy, Rung least) {
        return new Kind(item, policy, least);
    }

    /// The key of an item's kind, which says all that makes it one under a policy.
    static String key(WorkItem item, Rung least) {
        StringBuilder key = new StringBuilder(64);
        key.append(LanguageTag.primary(item.need().language())).append(Demand.SEPARATOR);
        key.append(item.need().market().orElse("")).append(Demand.SEPARATOR);
        key.append(item.subject().reason().code()).append(Demand.SEPARATOR).append(least);
        if (item.aimed()) {
            key.append(item.need().target());
        }
        if (least == Rung.STICKY) {
            key.append(Demand.SEPARATOR).append(item.need().sticky().orElse(""));
        }
        if (least == Rung.OVERFLOW) {
            key.append(item.overflowed());
        }
        if (!item.excluded().isEmpty()) {
            key.append(Demand.SEPARATOR).append(item.excluded());
        }
        return key.toString();
    }

    private static List<Rung> ladder(Rung least) {
        return switch (least) {
            case TARGET -> List.of(Rung.TARGET);
            case OVERFLOW -> List.of(Rung.OVERFLOW);
            case STICKY, SKILLED, NATIVE, FLUENT, ANYBODY, LAST_RESORT ->
                    List.copyOf(EnumSet.range(least, Rung.LAST_RESORT));
        };
    }

    private Demand demand(Rung rung, WorkItem item, RoutingPolicy policy) {
        ReasonPolicy reason = policy.of(item.subject().reason());
        int best = policy.relaxation().nativeLevel();
        int fluent = policy.relaxation().fluentLevel();
        NavigableMap<String, Integer> required = required(item, reason);
        List<String> market = item.need().market().map(List::of).orElse(List.of());
        String asked = asked(item, language);
        // Whoever asks for a language by name does not mean anybody.
        String named = asked.equals(language) ? "" : asked;
        int enough = named.isEmpty() ? 0 : 1;
        int cost = reason.cost();
        return switch (rung) {
            case TARGET -> demand(targetSeat(item), "", 0, market, required, cost);
            case STICKY -> demand(stickySeat(item), named, enough, market, required, cost);
            case SKILLED -> demand("", asked, best, market, both(required, reason), cost);
            case NATIVE -> demand("", asked, best, market, required, cost);
            case FLUENT -> demand("", asked, fluent, market, required, cost);
            case ANYBODY, LAST_RESORT -> demand("", named, enough, market, required, cost);
            case OVERFLOW -> demand("", "", 0, markets(item, policy), required, cost);
        };
    }

    private Demand demand(
            String seat,
            String spoken,
            int level,
            List<String> markets,
            NavigableMap<String, Integer> skills,
            int cost) {
        return Demand.of(seat, spoken, level, markets, skills, priority, cost, deferred);
    }

    private static String asked(WorkItem item, String language) {
        return item.aimed() && item.need().target() instanceof Target.Language(String wanted)
                ? LanguageTag.primary(wanted)
                : language;
    }

    private static String stickySeat(WorkItem item) {
        return item.need().sticky().orElse("");
    }

    private static String targetSeat(WorkItem item) {
        return item.need().target() instanceof Target.Seat(String seat) ? seat : "";
    }

    private static NavigableMap<String, Integer> required(WorkItem item, ReasonPolicy reason) {
        if (item.aimed() && item.need().target() instanceof Target.Skill(String skill)) {
            NavigableMap<String, Integer> more = new TreeMap<>(reason.requiredSkills());
            more.putIfAbsent(skill, 1);
            return more;
        }
        return reason.requiredSkills();
    }

    private static NavigableMap<String, Integer> both(
            NavigableMap<String, Integer> required, ReasonPolicy reason) {
        if (reason.optionalSkills().isEmpty()) {
            return required;
        }
        NavigableMap<String, Integer> all = new TreeMap<>(required);
        reason.optionalSkills().forEach((skill, level) -> all.merge(skill, level, Math::max));
        return all;
    }

    private static List<String> markets(WorkItem item, RoutingPolicy policy) {
        List<String> market = item.need().market().map(List::of).orElse(List.of());
        return switch (WorkRules.overflow(item, policy)) {
            case Overflow.Deferred _ -> market;
            // Who comes from no market in particular may have been served by any before.
            case Overflow.OtherMarkets(List<String> others)
                    when !others.isEmpty() && !market.isEmpty() -> {
                var all = new TreeSet<>(market);
                all.addAll(others);
                yield new ArrayList<>(all);
            }
            case Overflow.OtherMarkets _ -> List.of();
        };
    }

    String key() {
        return key;
    }

    /// The customer's language, by its primary tag.
    String language() {
        return language;
    }

    PriorityClass priority() {
        return priority;
    }

    NavigableMap<String, Integer> optionalSkills() {
        return optionalSkills;
    }

    NavigableMap<String, Exclusion> excluded() {
        return excluded;
    }

    /// Whether so few items are likely to be of this kind that it is forgotten with the last.
    boolean particular() {
        return least == Rung.TARGET || least == Rung.STICKY || !excluded.isEmpty();
    }

    /// Whether the customer has been told not to wait.
    boolean deferred() {
        return deferred;
    }

    boolean excludes(String seat, Rung standing) {
        return Bench.isExcluded(excluded, seat, overlooksLapsed(standing));
    }

    static boolean overlooksLapsed(Rung standing) {
        return standing.compareTo(Rung.LAST_RESORT) >= 0;
    }

    /// The rungs that may be stood on, from the least, with what is asked of a seat there: one
    /// after another is tried for whether any seat could fill it.
    Map<Rung, Demand> ladder() {
        return demands;
    }

    /// Where an item stands for whom no seat could fill any rung; nothing where its target is out
    /// of reach.
    Optional<Rung> otherwise() {
        return aimed ? Optional.empty() : Optional.of(ladder(least).getLast());
    }
}
