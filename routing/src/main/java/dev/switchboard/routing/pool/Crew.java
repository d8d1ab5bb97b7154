package dev.switchboard.routing.pool;

import java.util.List;
import java.util.NavigableMap;

/// Seats that are alike in everything that decides who may have what: found once for all of them.
///
/// @param key says all of it
/// @param skillBits one bit or another for each skill, to see at once that one is lacking
record Crew(
        String key,
        NavigableMap<String, Integer> languages,
        NavigableMap<String, Integer> skills,
        long skillBits,
        List<String> markets,
        int capacity) {

    static Crew of(Profile profile) {
        String key =
                profile.capacity()
                        + " "
                        + profile.languages()
                        + profile.skills()
                        + profile.markets();
        return new Crew(
                key,
                profile.languages(),
                profile.skills(),
                bits(profile.skills().keySet()),
                profile.markets(),
                profile.capacity());
    }

    static long bits(Iterable<String> skills) {
        long bits = 0;
        for (String skill : skills) {
            bits |= 1L << (skill.hashCode() & 63);
        }
        return bits;
    }

    /// How well a language is spoken, by its primary tag; 0 for not at all.
    int speaks(String primary) {
        return languages.getOrDefault(primary, 0);
    }

    boolean servesOneOf(List<String> wanted) {
        if (markets.isEmpty() || wanted.isEmpty()) {
            return true;
        }
        for (String market : wanted) {
            if (markets.contains(market)) {
                return true;
            }
        }
        return false;
    }

    boolean has(String skill, int level) {
        Integer mine = skills.get(skill);
        return mine != null && mine >= level;
    }
}
