package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Languages;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the embedded model says of its own, in every language that has words. English is among
/// them. Thread-safe.
final class EmbeddedModelPhrases {
    private static final String ENGLISH = "en";

    /// Scripts without spaces between words, or with endings that are written together with them.
    private static final Set<Character.UnicodeScript> UNSPACED =
            EnumSet.of(
                    Character.UnicodeScript.HAN,
                    Character.UnicodeScript.HIRAGANA,
                    Character.UnicodeScript.KATAKANA,
                    Character.UnicodeScript.HANGUL,
                    Character.UnicodeScript.THAI);

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

    /// Whether a message asks for a time, in these words or those of English.
    boolean asksHowLong(String language, String message) {
        return says(language, message, LanguageWords::howLong);
    }

    /// Whether it asks for an amount.
    boolean asksHowMuch(String language, String message) {
        return says(language, message, LanguageWords::howMuch);
    }

    private boolean says(
            String language, String message, Function<LanguageWords, Set<String>> phrases) {
        String said = " " + LanguageWords.plain(message) + " ";
        return Stream.of(Languages.primary(language), ENGLISH)
                .flatMap(tag -> Optional.ofNullable(words.get(tag)).stream())
                .flatMap(known -> phrases.apply(known).stream())
                .anyMatch(phrase -> isIn(said, phrase));
    }

    /// As whole words, where the script puts spaces between them.
    private static boolean isIn(String said, String phrase) {
        Character.UnicodeScript script = Character.UnicodeScript.of(phrase.codePointAt(0));
        return UNSPACED.contains(script)
                ? said.contains(phrase)
                : said.contains(" " + phrase + " ");
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
