package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Languages;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the embedded model says of its own, in every language that has words. English is among
/// them. Thread-safe.
final class EmbeddedModelPhrases {
    private static final String ENGLISH = "en";

    private final SortedMap<String, LanguageWords> words;
    private final Map<String, EmbeddedModelSmallTalk> smallTalk = new TreeMap<>();

    EmbeddedModelPhrases(SortedMap<String, LanguageWords> words) {
        if (!words.containsKey(ENGLISH)) {
            throw new IllegalArgumentException("no words of English");
        }
        this.words = new TreeMap<>(words);
        words.forEach((tag, language) -> smallTalk.put(tag, new EmbeddedModelSmallTalk(language)));
    }

    /// Those of a language.
    ///
    /// @param language BCP 47; empty or without words here: nothing
    Optional<LanguageWords.Phrases> in(String language) {
        return Optional.ofNullable(words.get(Languages.primary(language)))
                .map(LanguageWords::embedded);
    }

    LanguageWords.Phrases english() {
        return in(ENGLISH).orElseThrow();
    }

    /// The polite answer to small talk, in the prompt's language or in English, or in any where the
    /// prompt names none; nothing where the message asks for something.
    Optional<String> politely(String language, String message) {
        Stream<String> spoken =
                in(language).isPresent()
                        ? Stream.of(Languages.primary(language), ENGLISH)
                        : Stream.concat(Stream.of(ENGLISH), smallTalk.keySet().stream());
        return spoken.flatMap(tag ->
                        Optional.ofNullable(smallTalk.get(tag))
                                .flatMap(talk -> talk.kind(message))
                                .map(kind ->
                                        EmbeddedModelSmallTalk.answer(
                                                kind, in(language).or(() -> in(tag)).orElseThrow()))
                                .stream())
                .findFirst();
    }
}
