package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// What a waiting item asks of a seat on one rung; the same for all items that ask the same.
///
/// @param key says all that a seat must fulfil, the language first, then the market
/// @param rank says the rest: items of one key and rank are served strictly by age
/// @param group of the demands that concern seats of one language and market
/// @param seat the only seat asked; empty for any
/// @param language primary tag; empty for any
/// @param level at which the language is to be spoken
/// @param markets one of them is to be served; none for any
/// @param skills least level by skill
/// @param deferred whether the customer was told not to wait: after all who do
record Demand(
        String key,
        String rank,
        String group,
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

    /// The market in the group of a demand that several markets' seats could meet.
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
        String group = groupOf(seat.isEmpty() ? language : onlySeat(seat), marketOf(markets));
        String several = markets.size() > 1 ? String.join("+", markets) + SEPARATOR : "";
        String key = group + SEPARATOR + several + language + level + skills + cost;
        return new Demand(
                key,
                key + SEPARATOR + priority.name() + (deferred ? " deferred" : ""),
                group,
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

    private static String marketOf(List<String> markets) {
        return markets.size() > 1 ? SEVERAL : String.join("", markets);
    }

    /// The language in the group of a demand for one seat.
    static String onlySeat(String seat) {
        return "@" + seat;
    }

    /// The group of the demands of a language, or for [#onlySeat], and a market, or [#SEVERAL], or
    /// none.
    static String groupOf(String language, String market) {
        return language + SEPARATOR + market;
    }

    /// No group of this language, or for this [#onlySeat], is less.
    static String firstOf(String language) {
        return language + SEPARATOR;
    }

    /// All of them are less than this.
    static String endOf(String language) {
        return language + AFTER_SEPARATOR;
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
