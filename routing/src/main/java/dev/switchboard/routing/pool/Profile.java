package dev.switchboard.routing.pool;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an agent brings to a seat, as the agent's token states it.
///
/// @param name what customers see
/// @param languages level (1 to 5, 5 is a native's) by BCP 47 tag; kept by primary language, the
///   best level of each
/// @param skills level (1 to 5) by skill
/// @param capacity units of work at a time, at least 1
/// @param markets the markets served; none named means all
/// @param first which of the languages others are translated into; where it is none of them, one
///   that is known best
public record Profile(
        String name,
        NavigableMap<String, Integer> languages,
        NavigableMap<String, Integer> skills,
        int capacity,
        List<String> markets,
        Optional<String> first) {
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
        Optional<String> best = best(languages);
        first = first.map(LanguageTag::primary).filter(languages::containsKey).or(() -> best);
    }

    /// An agent who is as good as one can be in all of this.
    public static Profile of(
            String name,
            List<String> languages,
            List<String> skills,
            int capacity,
            List<String> markets) {
        return new Profile(
                name,
                levels(languages),
                levels(skills),
                capacity,
                markets,
                languages.stream().findFirst());
    }

    private static NavigableMap<String, Integer> levels(List<String> names) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        names.forEach(one -> levels.put(one, LEVEL_DEFAULT));
        return levels;
    }

    private static NavigableMap<String, Integer> primary(Map<String, Integer> byTag) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        byTag.forEach((tag, level) -> levels.merge(LanguageTag.primary(tag), level, Math::max));
        return levels;
    }

    private static Optional<String> best(NavigableMap<String, Integer> levels) {
        int level = levels.values().stream().max(Comparator.naturalOrder()).orElse(0);
        return levels.entrySet().stream()
                .filter(e -> e.getValue() == level)
                .findFirst()
                .map(Map.Entry::getKey);
    }

    /// The languages by their primary tags, the one first that others are translated into.
    public List<String> spoken() {
        return Stream.concat(first.stream(), languages.keySet().stream()).distinct().toList();
    }

    /// How well a language is spoken, by its primary tag; 0 for not at all.
    int speaks(String primary) {
        return languages.getOrDefault(primary, 0);
    }

    boolean serves(String market) {
        return markets.isEmpty() || markets.contains(market);
    }
}
