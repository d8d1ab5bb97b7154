package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.policy.Kept;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A script, and what is written in it.
///
/// @param home the languages that are at home in it
/// @param model of those, and of others that are now and then written in it
record Script(UnicodeScript script, SortedSet<String> home, CharacterModel model) {

    /// A language is at home in a script that so much of it is written in.
    private static final double HOME_SHARE = 0.15;

    /// Letters from which something can be learned of a language in a script that is not its own.
    private static final int LETTERS_MIN = 600;

    /// How much likelier a language must be than each other, as a logarithm.
    private static final double CLEAR = 3;

    /// The same where the two are close.
    private static final double CLEAR_IF_CLOSE = 4;

    /// The same where the other is close, and the one spoken until now.
    private static final double CLEAR_TO_LEAVE = 12;

    /// A text that is less likely than this for each of its letters, as a logarithm, is none of
    /// these languages.
    private static final double LETTER_LIKELIHOOD_MIN = -2.8;

    /// Languages of which a short sentence may be either.
    private static final List<Set<String>> CLOSE =
            List.of(
                    Set.of("nb", "da", "sv"),
                    Set.of("cs", "sk"),
                    Set.of("hr", "sr", "sl"),
                    Set.of("id", "ms"),
                    Set.of("es", "ca", "pt", "it"),
                    Set.of("ru", "uk", "bg"),
                    Set.of("fa", "ur", "ar"),
                    Set.of("hi", "ur"));

    private static final String SERBIAN = "sr";

    Script {
        home = Collections.unmodifiableSortedSet(new TreeSet<>(home));
    }

    /// Learns from a sample of each language.
    static Map<UnicodeScript, Script> learn(SortedMap<String, String> samples) {
        Map<UnicodeScript, SortedMap<String, String>> written = new EnumMap<>(UnicodeScript.class);
        Map<UnicodeScript, SortedSet<String>> homes = new EnumMap<>(UnicodeScript.class);
        samples.forEach((language, sample) -> {
            Map<UnicodeScript, String> parts = apart(language, sample);
            int all = parts.values().stream().mapToInt(String::length).sum();
            parts.forEach((script, part) -> {
                boolean home = part.length() >= all * HOME_SHARE;
                if (home) {
                    homes.computeIfAbsent(script, _ -> new TreeSet<>()).add(language);
                }
                if (home || part.length() >= LETTERS_MIN) {
                    written.computeIfAbsent(script, _ -> new TreeMap<>()).put(language, part);
                }
            });
        });
        Map<UnicodeScript, Script> scripts = new EnumMap<>(UnicodeScript.class);
        homes.forEach((script, home) ->
                scripts.put(
                        script,
                        new Script(
                                script,
                                home,
                                CharacterModel.learn(
                                        written.getOrDefault(script, new TreeMap<>())))));
        return scripts;
    }

    /// What was learned, to be kept; [#read] reads it.
    static byte[] bytes(Map<UnicodeScript, Script> scripts) {
        return Kept.bytes(out -> {
            for (Script script : scripts.values()) {
                Kept.text(out, script.script().name());
                out.writeInt(script.home().size());
                for (String language : script.home()) {
                    Kept.text(out, language);
                }
                script.model().write(out);
            }
        });
    }

    static Map<UnicodeScript, Script> read(ByteBuffer in) {
        Map<UnicodeScript, Script> scripts = new EnumMap<>(UnicodeScript.class);
        while (in.hasRemaining()) {
            UnicodeScript script = UnicodeScript.valueOf(Kept.text(in));
            SortedSet<String> home = new TreeSet<>();
            for (int left = in.getInt(); left > 0; left--) {
                home.add(Kept.text(in));
            }
            scripts.put(script, new Script(script, home, CharacterModel.read(in)));
        }
        return scripts;
    }

    /// The words of a sample by their script. Serbian is in both of its scripts what it is in one.
    private static Map<UnicodeScript, String> apart(String language, String sample) {
        Map<UnicodeScript, StringBuilder> words = new EnumMap<>(UnicodeScript.class);
        for (String word : CharacterModel.letters(sample).split(" ", -1)) {
            if (!word.isEmpty()) {
                words.computeIfAbsent(of(word.codePointAt(0)), _ -> new StringBuilder(" "))
                        .append(word)
                        .append(' ');
            }
        }
        Map<UnicodeScript, String> parts = new EnumMap<>(UnicodeScript.class);
        words.forEach((script, text) -> parts.put(script, text.toString()));
        if (language.equals(SERBIAN)) {
            String all = String.join("", parts.values());
            parts.put(UnicodeScript.LATIN, SerbianScripts.latin(all));
            parts.put(UnicodeScript.CYRILLIC, SerbianScripts.cyrillic(all));
        }
        return parts;
    }

    /// The script of most of a text's letters; nothing where there is none.
    static Optional<UnicodeScript> of(String letters) {
        Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
        letters.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> counts.merge(of(letter), 1, Integer::sum));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /// Kana and Han are one script here, for Japanese is written in all of them.
    private static UnicodeScript of(int letter) {
        return switch (UnicodeScript.of(letter)) {
            case HIRAGANA, KATAKANA -> UnicodeScript.HAN;
            case UnicodeScript other -> other;
        };
    }

    /// Whether a text in it can be in no language that is at home elsewhere. Names of all kinds are
    /// written in Latin letters.
    boolean isForeignTo(String language) {
        return script != UnicodeScript.LATIN && !home.contains(language);
    }

    /// Whether words stand apart in it, so that they can be counted.
    boolean isSpaced() {
        return script != UnicodeScript.HAN;
    }

    /// The language of a text, where it is clearly one.
    ///
    /// @param letters the text as the model reads it
    /// @param kept what is spoken until now
    Optional<String> clearly(String letters, String kept) {
        double[] likelihoods = model.likelihoods(letters);
        int best = 0;
        for (int i = 1; i < likelihoods.length; i++) {
            best = likelihoods[i] > likelihoods[best] ? i : best;
        }
        String language = model.languages().get(best);
        if (isSpaced() && likelihoods[best] < letters.length() * LETTER_LIKELIHOOD_MIN) {
            return Optional.empty();
        }
        for (int i = 0; i < likelihoods.length; i++) {
            double ahead = likelihoods[best] - likelihoods[i];
            if (i != best && ahead < needed(language, model.languages().get(i), kept)) {
                return Optional.empty();
            }
        }
        return Optional.of(language);
    }

    private static double needed(String language, String other, String kept) {
        boolean close =
                CLOSE.stream().anyMatch(set -> set.contains(language) && set.contains(other));
        return !close ? CLEAR : other.equals(kept) ? CLEAR_TO_LEAVE : CLEAR_IF_CLOSE;
    }
}
