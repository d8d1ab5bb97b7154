package dev.switchboard.routing.pool;

import java.util.List;

/// What an agent brings to a seat, as the agent's token states it.
///
/// @param name what customers see
/// @param languages BCP 47 tags of the languages spoken
/// @param skills names of skills
/// @param capacity conversations at a time, at least 1
/// @param markets the markets served; none named means all
public record Profile(
        String name,
        List<String> languages,
        List<String> skills,
        int capacity,
        List<String> markets) {
    public Profile {
        Check.text(name, "name");
        languages = Check.texts(languages, "languages");
        skills = Check.texts(skills, "skills");
        markets = Check.texts(markets, "markets");
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
    }

    /// Whether a language of the same primary tag is spoken.
    boolean speaks(String language) {
        String wanted = LanguageTag.primary(language);
        return languages.stream().anyMatch(spoken -> LanguageTag.primary(spoken).equals(wanted));
    }

    boolean serves(String market) {
        return markets.isEmpty() || markets.contains(market);
    }
}
