package dev.switchboard.routing.pool;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What an agent brings to a seat, as the agent's token states it.
///
/// @param name what customers see
/// @param languages level (1 to 5, 5 is a native's) by BCP 47 tag; kept by primary language, the
///   best level of each
/// @param skills level (1 to 5) by skill
/// @param capacity units of work at a time, at least 1
/// @param markets the markets served; none named means all
public record Profile(
        String name,
        NavigableMap<String, Integer> languages,
        NavigableMap<String, Integer> skills,
        int capacity,
        List<String> markets) {
    /// The level of whoever states none.
    public static final int LEVEL_DEFAULT = 5;

    public Profile {
        Check.text(name, "name");
        languages = Check.levels(primary(languages), "languages");
        skills = Check.levels(skills, "skills");
        markets = Check.texts(markets, "markets").stream().sorted().distinct().toList();
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
    }

    /// An agent who is as good as one can be in all of this.
    public static Profile of(
            String name,
            List<String> languages,
            List<String> skills,
            int capacity,
            List<String> markets) {
        return new Profile(name, best(languages), best(skills), capacity, markets);
    }

    private static NavigableMap<String, Integer> best(List<String> names) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        names.forEach(one -> levels.put(one, LEVEL_DEFAULT));
        return levels;
    }

    private static NavigableMap<String, Integer> primary(Map<String, Integer> byTag) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        byTag.forEach((tag, level) -> levels.merge(LanguageTag.primary(tag), level, Math::max));
        return levels;
    }

    /// How well a language is spoken, by its primary tag; 0 for not at all.
    int speaks(String primary) {
        return languages.getOrDefault(primary, 0);
    }

    boolean serves(String market) {
        return markets.isEmpty() || markets.contains(market);
    }
}
