package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What all items have in common that ask the same on every rung from the same one on. They wait in
/// one line, and whatever holds for the first of them holds for all.
///
/// @param key says all of it
/// @param least the rung that time has brought them to
/// @param language the customer's, by its primary tag
/// @param asked the language asked for, which a transfer may have named
/// @param seat the only seat that [Rung#TARGET] or [Rung#STICKY] asks for; empty elsewhere
/// @param aimed whether there is a target that may prove out of reach
record Kind(
        String key,
        Rung least,
        String language,
        String asked,
        String seat,
        List<String> market,
        NavigableMap<String, Integer> requiredSkills,
        NavigableMap<String, Integer> optionalSkills,
        PriorityClass priority,
        int cost,
        NavigableMap<String, Exclusion> excluded,
        boolean aimed,
        Overflow overflow,
        int nativeLevel,
        int fluentLevel) {

    static final NavigableMap<String, Exclusion> NOBODY = Collections.emptyNavigableMap();

    static Kind of(WorkItem item, RoutingPolicy policy, Rung least) {
        ReasonPolicy reason = policy.of(item.subject().reason());
        String language = LanguageTag.primary(item.need().language());
        String asked = language;
        NavigableMap<String, Integer> required = reason.requiredSkills();
        if (item.aimed()) {
            switch (item.need().target()) {
                case Target.Language(String wanted) -> asked = LanguageTag.primary(wanted);
                case Target.Skill(String skill) -> required = also(required, skill);
                case Target.Seat _, Target.Anybody _ -> {}
            }
        }
        Kind kind =
                new Kind(
                        "",
                        least,
                        language,
                        asked,
                        seat(item, least),
                        item.need().market().map(List::of).orElse(List.of()),
                        required,
                        reason.optionalSkills(),
                        policy.priority(reason.priority()),
                        reason.cost(),
                        item.excluded(),
                        item.aimed(),
                        WorkRules.overflow(item, policy),
                        policy.relaxation().nativeLevel(),
                        policy.relaxation().fluentLevel());
        return kind.named();
    }

    private static NavigableMap<String, Integer> also(
            NavigableMap<String, Integer> skills, String skill) {
        NavigableMap<String, Integer> more = new TreeMap<>(skills);
        more.putIfAbsent(skill, 1);
        return more;
    }

    private static String seat(WorkItem item, Rung least) {
        return switch (least) {
            case TARGET -> item.need().target() instanceof Target.Seat(String seat) ? seat : "";
            case STICKY -> item.need().sticky().orElse("");
            case SKILLED, NATIVE, FLUENT, ANYBODY, LAST_RESORT, OVERFLOW -> "";
        };
    }

    private Kind named() {
        String text =
                String.join(
                        String.valueOf(Demand.SEPARATOR),
                        List.of(
                                language,
                                String.join("+", market),
                                least.name(),
                                asked,
                                seat,
                                requiredSkills + "" + optionalSkills,
                                priority.name() + cost,
                                excluded.toString(),
                                aimed + "" + (least == Rung.OVERFLOW ? overflow : "")));
        return new Kind(
                text,
                least,
                language,
                asked,
                seat,
                market,
                requiredSkills,
                optionalSkills,
                priority,
                cost,
                excluded,
                aimed,
                overflow,
                nativeLevel,
                fluentLevel);
    }

    /// Whether so few items are likely to be of this kind that it is forgotten with the last.
    boolean particular() {
        return !seat.isEmpty() || !excluded.isEmpty();
    }

    /// Whether the customer has been told not to wait.
    boolean deferred() {
        return least == Rung.OVERFLOW && overflow instanceof Overflow.Deferred;
    }

    boolean excludes(String seat, Rung standing) {
        return Bench.isExcluded(excluded, seat, overlooksLapsed(standing));
    }

    static boolean overlooksLapsed(Rung standing) {
        return standing.compareTo(Rung.LAST_RESORT) >= 0;
    }

    /// What is asked of a seat on a rung.
    Demand demand(Rung rung) {
        return switch (rung) {
            case TARGET, STICKY -> demand(seat, "", 0, market, requiredSkills);
            case SKILLED -> demand("", asked, nativeLevel, market, allSkills());
            case NATIVE -> demand("", asked, nativeLevel, market, requiredSkills);
            case FLUENT -> demand("", asked, fluentLevel, market, requiredSkills);
            // Whoever asks for a language by name does not mean anybody.
            case ANYBODY, LAST_RESORT ->
                    asked.equals(language)
                            ? demand("", "", 0, market, requiredSkills)
                            : demand("", asked, 1, market, requiredSkills);
            case OVERFLOW -> demand("", "", 0, overflowMarkets(), requiredSkills);
        };
    }

    private Demand demand(
            String seat,
            String language,
            int level,
            List<String> markets,
            NavigableMap<String, Integer> skills) {
        return Demand.of(seat, language, level, markets, skills, priority, cost, deferred());
    }

    private NavigableMap<String, Integer> allSkills() {
        if (optionalSkills.isEmpty()) {
            return requiredSkills;
        }
        NavigableMap<String, Integer> all = new TreeMap<>(requiredSkills);
        optionalSkills.forEach((skill, level) -> all.merge(skill, level, Math::max));
        return all;
    }

    private List<String> overflowMarkets() {
        return switch (overflow) {
            case Overflow.Deferred _ -> market;
            case Overflow.OtherMarkets(List<String> others) when !others.isEmpty() -> {
                var all = new TreeSet<>(market);
                all.addAll(others);
                yield new ArrayList<>(all);
            }
            case Overflow.OtherMarkets _ -> List.of();
        };
    }

    /// The rungs that may be stood on, from the least: one after another is asked whether any seat
    /// could fill it.
    List<Rung> ladder() {
        return switch (least) {
            case TARGET -> List.of(Rung.TARGET);
            case OVERFLOW -> List.of(Rung.OVERFLOW);
            case STICKY, SKILLED, NATIVE, FLUENT, ANYBODY, LAST_RESORT ->
                    List.copyOf(EnumSet.range(least, Rung.LAST_RESORT));
        };
    }

    /// Where an item stands for whom no seat could fill any rung; nothing where its target is out
    /// of reach.
    Optional<Rung> otherwise() {
        return aimed ? Optional.empty() : Optional.of(ladder().getLast());
    }
}
