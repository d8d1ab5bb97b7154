package dev.switchboard.gateway.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/// The texts of `config/texts`: every [Text] in every language that has a file.
public final class Texts {
    /// What is said where a language has no texts.
    public static final String FALLBACK = "en";

    private final NavigableMap<String, Map<Text, String>> byLanguage = new TreeMap<>();

    /// Words with the language they are in.
    ///
    /// @param language BCP 47
    public record Said(String text, String language) {}

    /// @param byLanguage whole, and with [#FALLBACK] among them
    Texts(Map<String, Map<Text, String>> byLanguage) {
        byLanguage.forEach((language, texts) -> {
            if (texts.size() != Text.values().length) {
                throw new IllegalArgumentException(language + " has only " + texts.keySet());
            }
            this.byLanguage.put(language, new EnumMap<>(texts));
        });
        if (!byLanguage.containsKey(FALLBACK)) {
            throw new IllegalArgumentException(FALLBACK + " is missing");
        }
    }

    /// Those that have texts, as primary tags.
    public NavigableSet<String> languages() {
        return Collections.unmodifiableNavigableSet(byLanguage.navigableKeySet());
    }

    /// The one of these languages in which somebody is spoken to.
    ///
    /// @param language BCP 47, what they speak
    public String languageFor(String language) {
        String primary = Locale.forLanguageTag(language).getLanguage();
        return byLanguage.containsKey(primary) ? primary : FALLBACK;
    }

    /// A text that has no placeholder.
    ///
    /// @param language BCP 47, what its reader speaks
    public Said say(Text text, String language) {
        if (text.placeholder().isPresent()) {
            throw new IllegalArgumentException(text.key() + " needs " + text.placeholder().get());
        }
        return said(text, language);
    }

    /// A text with its placeholder filled in.
    ///
    /// @param language BCP 47, what its reader speaks
    public Said say(Text text, String language, String value) {
        Said said = said(text, language);
        String placeholder = "{" + text.placeholder().orElseThrow() + "}";
        return new Said(said.text().replace(placeholder, value), said.language());
    }

    private Said said(Text text, String language) {
        String spoken = languageFor(language);
        return new Said(byLanguage.getOrDefault(spoken, Map.of()).getOrDefault(text, ""), spoken);
    }
}
