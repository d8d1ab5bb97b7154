package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.policy.Kept;
import java.lang.Character.UnicodeScript;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which language a customer writes, of those that a node has content in.
///
/// A conversation's language is changed only by a clear sentence: a wrong switch costs the customer
/// more than a late one, and names, product names and "ok" look like any language. Takes some half
/// a microsecond for each character, and waits for nothing once it has learned. Any thread may ask.
public final class LanguageDetector {

    /// Enough of a long text to know its language.
    private static final int CHARS_MAX = 400;

    private static final int WORDS_MIN = 3;

    /// Enough where the language cannot be the one until now, for it has another script.
    private static final int WORDS_OF_ANOTHER_SCRIPT_MIN = 2;

    /// The same of signs that stand together, and the space around them.
    private static final int SIGNS_MIN = 6;

    /// Words that are no names: of "Ana García López" only the first may be none.
    private static final int RUNNING_WORDS_MIN = 2;

    private static final String KEPT = "languages";

    private final Supplier<Map<UnicodeScript, Script>> learn;
    private volatile @Nullable Map<UnicodeScript, Script> learned;

    /// @param learn gives what is known of each script, when it is first needed
    LanguageDetector(Supplier<Map<UnicodeScript, Script>> learn) {
        this.learn = learn;
    }

    /// Learns from the content of a directory, when it is first asked or warmed up.
    ///
    /// @param languages primary BCP 47 tags to choose from; no other is ever detected
    public static LanguageDetector of(Path configDir, Collection<String> languages) {
        List<String> all = List.copyOf(languages);
        return new LanguageDetector(() -> {
            var samples = new LanguageSamples(configDir, all);
            var kept = new Kept(Kept.directory(), samples.content());
            return Script.read(kept.from(KEPT, () -> Script.bytes(Script.learn(samples.texts()))));
        });
    }

    /// Learns, which takes some tenths of a second where it was not done before, so that no
    /// customer waits for it.
    public void warmUp() {
        var _ = scripts();
    }

    /// Whether it has learned, so that nobody who asks waits for that.
    boolean isReady() {
        return learned != null;
    }

    private Map<UnicodeScript, Script> scripts() {
        Map<UnicodeScript, Script> scripts = learned;
        return scripts == null ? learn() : scripts;
    }

    private synchronized Map<UnicodeScript, Script> learn() {
        Map<UnicodeScript, Script> scripts = learned;
        if (scripts == null) {
            scripts = learn.get();
            learned = scripts;
        }
        return scripts;
    }

    /// The language of a message as a primary BCP 47 tag.
    ///
    /// @param current the conversation's language, kept where the message does not clearly say
    ///   otherwise
    public String detect(String text, String current) {
        String kept = Languages.primary(current);
        List<String> words = words(text.substring(0, Math.min(text.length(), CHARS_MAX)));
        String letters = CharacterModel.letters(String.join(" ", words));
        return Script.of(letters)
                .flatMap(script -> Optional.ofNullable(scripts().get(script)))
                .flatMap(script -> detect(script, words, letters, kept))
                .orElse(kept);
    }

    private static Optional<String> detect(
            Script script, List<String> words, String letters, String kept) {
        boolean foreign = script.isForeignTo(kept);
        if (foreign && script.home().size() == 1) {
            return script.home().stream().findFirst();
        }
        boolean sentence =
                !script.isSpaced()
                        ? letters.length() >= SIGNS_MIN
                        : foreign
                                ? words.size() >= WORDS_OF_ANOTHER_SCRIPT_MIN
                                : words.size() >= WORDS_MIN && isRunning(words);
        return sentence ? script.clearly(letters, kept) : Optional.empty();
    }

    /// What a text holds besides addresses, links, numbers and models such as "S24".
    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> word.chars().anyMatch(Character::isLetter))
                .filter(word -> word.chars().noneMatch(c -> Character.isDigit(c) || c == '@'))
                .filter(word -> !word.contains("://") && !word.startsWith("www."))
                .toList();
    }

    private static boolean isRunning(List<String> words) {
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
}
