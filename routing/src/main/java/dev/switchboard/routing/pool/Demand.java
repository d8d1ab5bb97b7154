package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// What a waiting item asks of a seat on one rung; the same for all items that ask the same.
///
/// @param key says all that a seat must fulfil, the language first, then the market
/// @param rank says the rest: items of one key and rank are served strictly by age
/// @param seat the only seat asked; empty for any
/// @param language primary tag; empty for any
/// @param level at which the language is to be spoken
/// @param markets one of them is to be served; none for any
/// @param skills least level by skill
/// @param deferred whether the customer was told not to wait: after all who do
record Demand(
        String key,
        String rank,
        String seat,
        String language,
        int level,
        List<String> markets,
        NavigableMap<String, Integer> skills,
        long skillBits,
        PriorityClass priority,
        int cost,
        boolean deferred) {

    /// Separates the parts of a key; what is asked for by token or file cannot hold it.
    static final char SEPARATOR = 0x1E;

    private static final char AFTER_SEPARATOR = SEPARATOR + 1;

    /// The market part of the key of a demand that several markets' seats could meet.
    static final String SEVERAL = "*";

    static Demand of(
            String seat,
            String language,
            int level,
            List<String> markets,
            NavigableMap<String, Integer> skills,
            PriorityClass priority,
            int cost,
            boolean deferred) {
        String first = firstKeyOf(seat.isEmpty() ? language : onlySeat(seat));
        String key = first + marketKey(markets) + SEPARATOR + language + level + skills + cost;
        return new Demand(
                key,
                key + SEPARATOR + priority.name() + (deferred ? " deferred" : ""),
                seat,
                language,
                level,
                markets,
                skills,
                Crew.bits(skills.keySet()),
                priority,
                cost,
                deferred);
    }

    private static String marketKey(List<String> markets) {
        return markets.size() > 1
                ? SEVERAL + SEPARATOR + String.join("+", markets)
                : String.join("", markets);
    }

    /// The language part of the key of a demand for one seat.
    static String onlySeat(String seat) {
        return "@" + seat;
    }

    /// No demand of this language, or for this [#onlySeat], has a lesser key.
    static String firstKeyOf(String language) {
        return language + SEPARATOR;
    }

    /// All of their keys are less than this.
    static String endOf(String language) {
        return language + AFTER_SEPARATOR;
    }

    /// No demand of this language and market has a lesser key.
    static String firstKeyOf(String language, String market) {
        return language + SEPARATOR + market + SEPARATOR;
    }

    /// All of their keys are less than this.
    static String endOf(String language, String market) {
        return language + SEPARATOR + market + AFTER_SEPARATOR;
    }

    /// Whether seats of this crew may take the work, had they the time and the room.
    boolean admits(Crew crew) {
        if ((skillBits & ~crew.skillBits()) != 0
                || cost > crew.capacity()
                || (!language.isEmpty() && crew.speaks(language) < level)
                || !crew.servesOneOf(markets)) {
            return false;
        }
        for (Map.Entry<String, Integer> skill : skills.entrySet()) {
            if (!crew.has(skill.getKey(), skill.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Demand demand && rank.equals(demand.rank);
    }

    @Override
    public int hashCode() {
        return rank.hashCode();
    }
}
