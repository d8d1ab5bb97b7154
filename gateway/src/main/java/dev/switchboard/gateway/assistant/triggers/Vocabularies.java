package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.policy.Kept;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every language's vocabulary, and which of them a message may be read in. People ask for a person
/// in their own language whatever the conversation's is, and in English everywhere.
final class Vocabularies {

    private static final Vocabulary NONE = Vocabulary.of(Map.of());
    private static final String EVERYWHERE = "en";

    /// More words tell no more of the language.
    private static final int WORDS_MAX = 24;

    /// One word more may be chance.
    private static final int MORE = 2;

    private final List<String> languages = new ArrayList<>();
    private final List<Vocabulary> vocabularies = new ArrayList<>();
    private final Map<String, BitSet> whoKnows = new HashMap<>();

    Vocabularies(Map<String, Vocabulary> byLanguage) {
        new TreeMap<>(byLanguage)
                .forEach((language, vocabulary) -> {
                    int number = languages.size();
                    languages.add(language);
                    vocabularies.add(vocabulary);
                    for (String beginning : vocabulary.beginnings()) {
                        whoKnows.computeIfAbsent(beginning, _ -> new BitSet()).set(number);
                    }
                });
    }

    /// Reads what [#bytes] wrote.
    static Vocabularies read(ByteBuffer in) {
        Map<String, Vocabulary> byLanguage = new HashMap<>();
        while (in.hasRemaining()) {
            byLanguage.put(Kept.text(in), Vocabulary.read(in));
        }
        return new Vocabularies(byLanguage);
    }

    byte[] bytes() {
        return Kept.bytes(out -> {
            for (int i = 0; i < languages.size(); i++) {
                Kept.text(out, languages.get(i));
                vocabularies.get(i).write(out);
            }
        });
    }

    Vocabulary of(String language) {
        int number = languages.indexOf(language);
        return number < 0 ? NONE : vocabularies.get(number);
    }

    /// The language's own; English and the one that knows the most of the words, where they know
    /// clearly more of them than the language's own. Of sisters that know as many, the one that
    /// knows more letters of them.
    Set<Vocabulary> readingsOf(Words words, String language) {
        int[] known = new int[languages.size()];
        int[] letters = new int[languages.size()];
        List<String> plain = words.plain();
        for (String word : plain.subList(0, Math.min(WORDS_MAX, plain.size()))) {
            count(word, known, letters);
        }
        int own = languages.indexOf(language);
        int atLeast = own < 0 || known[own] == 0 ? 1 : known[own] + MORE;
        int best = own;
        for (int i = 0; i < known.length; i++) {
            if (known[i] >= atLeast
                    && (best < 0
                            || known[i] > known[best]
                            || (known[i] == known[best] && letters[i] > letters[best]))) {
                best = i;
            }
        }
        Set<Vocabulary> readings = new LinkedHashSet<>();
        readings.add(of(language));
        int english = languages.indexOf(EVERYWHERE);
        if (english >= 0 && known[english] >= atLeast) {
            readings.add(vocabularies.get(english));
        }
        if (best >= 0) {
            readings.add(vocabularies.get(best));
        }
        return readings;
    }

    private void count(String word, int[] known, int[] letters) {
        boolean apart = !Letters.standsAlone(word.codePointAt(0));
        int at = 0;
        while (at < word.length()) {
            BitSet who = new BitSet();
            int[] most = new int[letters.length];
            int longest = 1;
            for (int n = 1; n <= Math.min(Vocabulary.BEGINNING_MAX, word.length() - at); n++) {
                BitSet some = whoKnows.get(word.substring(at, at + n));
                if (some != null && (!apart || Vocabulary.mayBegin(word, n))) {
                    who.or(some);
                    longest = n;
                    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
                        most[i] = n;
                    }
                }
            }
            for (int i = who.nextSetBit(0); i >= 0; i = who.nextSetBit(i + 1)) {
                known[i]++;
                letters[i] += most[i];
            }
            at = apart ? word.length() : at + longest;
        }
    }
}
