package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.triggers.Triggers;
import dev.switchboard.routing.conversation.Consent;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a message of a customer is before anybody answers it: its language, the reason for which a
/// person must, and whether it says yes or no. Any thread may ask.
final class Understanding {

    private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);
    private static final String FALLBACK = "en";

    private final LanguageDetector languages;
    private final Triggers triggers;
    private final Map<String, LanguageWords> words;

    Understanding(LanguageDetector languages, Triggers triggers, Map<String, LanguageWords> words) {
        this.languages = languages;
        this.triggers = triggers;
        this.words = Map.copyOf(words);
    }

    /// Tells all of it; too much for an event loop.
    ///
    /// @param language the conversation's
    Assistant.Understood of(String text, String language) {
        String of = languages.detect(text, language);
        return new Assistant.Understood(
                of,
                asksForNothing(text, of) ? Optional.empty() : triggers.reason(text, of),
                consent(text, language));
    }

    /// The language alone; the conversation's where it cannot be told.
    String language(String text, String language) {
        try {
            return languages.detect(text, language);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not tell a language");
            return language;
        }
    }

    /// Whether all of it is a word such as yes, thanks or hello: too short for the triggers to
    /// tell.
    private boolean asksForNothing(String text, String language) {
        return words(language).anyMatch(known -> known.isSmallTalk(text));
    }

    /// Those of the conversation's language, and of English, which many write their yes in.
    private Stream<LanguageWords> words(String language) {
        return Stream.of(Languages.primary(language), FALLBACK)
                .distinct()
                .flatMap(tag -> Optional.ofNullable(words.get(tag)).stream());
    }

    private Consent consent(String text, String language) {
        return words(language)
                .flatMap(known -> consent(text, known).stream())
                .findFirst()
                .orElse(Consent.NEITHER);
    }

    private static Optional<Consent> consent(String text, LanguageWords words) {
        if (words.isYes(text)) {
            return Optional.of(Consent.YES);
        }
        return words.isNo(text) ? Optional.of(Consent.NO) : Optional.empty();
    }
}
