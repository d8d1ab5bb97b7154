package dev.switchboard.gateway.assistant;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which language a customer writes.
///
/// A conversation's language is changed only by a clear sentence: a wrong switch costs the customer
/// more than a late one, and names, product names and "ok" look like any language. Takes processor
/// time and waits for nothing; any thread may ask, and an event loop should leave it to a worker.
public final class LanguageDetector {

    private static final String ARABIC = "ar";

    /// Enough of a long text to know its language.
    private static final int CHARS_MAX = 400;

    private static final int WORDS_MIN = 3;

    /// Words that are no names: of "Ana García López" only the first may be none.
    private static final int RUNNING_WORDS_MIN = 2;

    /// How close the second language may come, as a share of the first one's confidence.
    private static final double SECOND_MAX = 0.92;

    private static final String PLAIN_TEXT = "so in plan an order or a park";

    private final boolean arabic;

    /// Absent where there is nothing to choose between.
    private final Optional<com.github.pemistahl.lingua.api.LanguageDetector> latin;

    /// @param languages primary BCP 47 tags to choose from; no other is ever detected
    public LanguageDetector(Set<String> languages) {
        arabic = languages.contains(ARABIC);
        // Arabic is known by its script; its models would only take memory.
        Collection<Language> others =
                languages.stream()
                        .filter(language -> !language.equals(ARABIC))
                        .sorted()
                        .map(LanguageDetector::byTag)
                        .toList();
        latin =
                others.size() < 2
                        ? Optional.empty()
                        : Optional.of(
                                LanguageDetectorBuilder.fromLanguages(
                                                others.toArray(Language[]::new))
                                        .build());
    }

    /// Loads what detecting needs, which takes about a second, so that no customer waits for it.
    public void warmUp() {
        latin.ifPresent(detector -> detector.computeLanguageConfidenceValues(PLAIN_TEXT));
    }

    /// The language of a message as a primary BCP 47 tag.
    ///
    /// @param current the conversation's language, kept where the message does not clearly say
    ///   otherwise
    public String detect(String text, String current) {
        String kept = Languages.primary(current);
        String head = text.substring(0, Math.min(text.length(), CHARS_MAX));
        if (arabic && isArabic(head)) {
            return ARABIC;
        }
        List<String> words = words(head);
        if (latin.isEmpty() || !isSentence(words)) {
            return kept;
        }
        Map<Language, Double> confidences =
                latin.get().computeLanguageConfidenceValues(String.join(" ", words));
        return clearWinner(confidences).orElse(kept);
    }

    /// The first of the languages, unless the second comes too close. Sorted, best first; the best
    /// has the value 1.
    private static Optional<String> clearWinner(Map<Language, Double> confidences) {
        Iterator<Map.Entry<Language, Double>> best = confidences.entrySet().iterator();
        if (!best.hasNext()) {
            return Optional.empty();
        }
        Language first = best.next().getKey();
        if (best.hasNext() && best.next().getValue() > SECOND_MAX) {
            return Optional.empty();
        }
        return Optional.of(first.getIsoCode639_1().toString());
    }

    private static boolean isArabic(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long arabic =
                text.codePoints()
                        .filter(Character::isLetter)
                        .filter(c ->
                                Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC)
                        .count();
        return arabic * 2 > letters;
    }

    /// What a text holds besides addresses, links, numbers and models such as "S24".
    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> word.chars().anyMatch(Character::isLetter))
                .filter(word -> word.chars().noneMatch(c -> Character.isDigit(c) || c == '@'))
                .filter(word -> !word.contains("://") && !word.startsWith("www."))
                .toList();
    }

    private static boolean isSentence(List<String> words) {
        if (words.size() < WORDS_MIN) {
            return false;
        }
        boolean shouted =
                words.stream().flatMapToInt(String::chars).noneMatch(Character::isLowerCase);
        long running = words.stream().skip(1).filter(word -> shouted || beginsSmall(word)).count();
        return 1 + running >= RUNNING_WORDS_MIN;
    }

    private static boolean beginsSmall(String word) {
        return word.codePoints()
                .filter(Character::isLetter)
                .limit(1)
                .allMatch(Character::isLowerCase);
    }

    private static Language byTag(String tag) {
        try {
            return Language.getByIsoCode639_1(IsoCode639_1.valueOf(tag.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no language that can be detected: " + tag, e);
        }
    }
}
