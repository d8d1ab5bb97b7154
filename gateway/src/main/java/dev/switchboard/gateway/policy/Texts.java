package dev.switchboard.gateway.policy;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;

/// The texts of `config/texts`: every [Text] in every language that has a file. Thread-safe.
public final class Texts {
    /// What is said where a language has no texts.
    public static final String FALLBACK = "en";

    private final NavigableMap<String, Spoken> byLanguage = new TreeMap<>();

    /// Words with the language they are in.
    ///
    /// @param language BCP 47
    public record Said(String text, String language) {}

    /// All that is said in one language.
    record Spoken(Numbers numbers, Map<Text, Template> templates) {
        Spoken {
            templates = new EnumMap<>(templates);
        }

        Template template(Text text) {
            return Objects.requireNonNull(templates.get(text));
        }
    }

    /// @param byLanguage whole, and with [#FALLBACK] among them
    Texts(Map<String, Spoken> byLanguage) {
        byLanguage.forEach((language, spoken) -> {
            if (spoken.templates().size() != Text.values().length) {
                throw new IllegalArgumentException(
                        language + " has only " + spoken.templates().keySet());
            }
            this.byLanguage.put(language, spoken);
        });
        if (!byLanguage.containsKey(FALLBACK)) {
            throw new IllegalArgumentException(FALLBACK + " is missing");
        }
    }

    /// Writes them, for [#read] to read.
    byte[] bytes() {
        return Kept.bytes(out -> {
            for (var language : byLanguage.entrySet()) {
                Kept.text(out, language.getKey());
                for (Text text : Text.values()) {
                    language.getValue().template(text).write(out);
                }
            }
        });
    }

    static Texts read(ByteBuffer in) {
        Map<String, Spoken> byLanguage = new HashMap<>();
        while (in.hasRemaining()) {
            String language = Kept.text(in);
            Map<Text, Template> templates = new EnumMap<>(Text.class);
            for (Text text : Text.values()) {
                templates.put(text, Template.read(in));
            }
            byLanguage.put(language, new Spoken(Numbers.of(language), templates));
        }
        return new Texts(byLanguage);
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

    /// A text in which nothing is filled in.
    ///
    /// @param language BCP 47, what its reader speaks
    public Said say(Text text, String language) {
        return say(text, language, Map.of());
    }

    /// A text with all that it names filled in.
    ///
    /// @param language BCP 47, what its reader speaks
    /// @param values by the names of the text's arguments: a text, or a whole number
    public Said say(Text text, String language, Map<String, ?> values) {
        for (Text.Argument argument : text.arguments()) {
            Object value = values.get(argument.name());
            boolean fits =
                    switch (argument.kind()) {
                        case WORDS -> value instanceof CharSequence;
                        case NUMBER -> value instanceof Integer || value instanceof Long;
                    };
            if (!fits) {
                throw new IllegalArgumentException(
                        "%s needs %s, got %s".formatted(text.key(), argument.name(), value));
            }
        }
        String spoken = languageFor(language);
        Spoken in = Objects.requireNonNull(byLanguage.get(spoken));
        return new Said(in.template(text).fill(values, in.numbers()), spoken);
    }
}
