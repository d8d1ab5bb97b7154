package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.assistant.Spelling;
import dev.switchboard.gateway.policy.Kept;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The beginnings of one language's words for each notion. A set of notions is a number with one
/// bit for each. Immutable.
final class Vocabulary {

    /// Shorter beginnings must be the whole word, at least in scripts that write vowels.
    private static final int BEGINNING_MIN = 3;

    /// Shorter words are too easily another word with a slip.
    private static final int SLIP_MIN = 5;

    /// Shorter beginnings with a slip must be the whole word.
    private static final int SLIP_BEGINNING_MIN = 6;

    private static final int INSIDE_MIN = 5;

    /// What Hebrew and Arabic write together with the next word: and, the, to, in, from, that.
    private static final String ATTACHED =
            "\u05D5\u05D4\u05DC\u05D1\u05DB\u05DE\u05E9\u0648\u0627\u0644\u0628\u0641\u0643";

    private static final int ATTACHED_MAX = 4;

    /// Two syllables.
    private static final int RUN_TOGETHER_MIN = 4;

    static final int BEGINNING_MAX = 16;
    private static final int SHORT_SCRIPTS = 0x0900;

    /// Words that together stand for something, as in Vietnamese, which writes syllables apart.
    private static final int TOGETHER_MAX = 4;

    private final Map<String, Integer> notions = new HashMap<>();
    private final Map<String, Integer> together = new HashMap<>();

    /// The first words of those that stand together: most words begin none.
    private final Set<String> firsts = new HashSet<>();

    private final Set<String> parts = new HashSet<>();
    private final Map<Character, Map<String, Integer>> byFirst = new HashMap<>();

    /// @param beginnings plain words, or several with a space between, and what they stand for
    private Vocabulary(Map<String, Integer> beginnings) {
        // Always in one order, so that of two that fit it is always the same that is found.
        new TreeMap<>(beginnings)
                .forEach((text, set) -> {
                    boolean several = text.indexOf(' ') >= 0;
                    (several ? together : notions).put(text, set);
                    List<String> words = several ? List.of(text.split(" ")) : List.of(text);
                    parts.addAll(words);
                    if (several) {
                        firsts.add(words.getFirst());
                    }
                    if (!several && text.length() >= SLIP_MIN) {
                        byFirst.computeIfAbsent(text.charAt(0), _ -> new HashMap<>())
                                .put(text, set);
                    }
                });
    }

    static Vocabulary of(Map<Notion, ? extends Collection<String>> beginnings) {
        Map<String, Integer> plain = new HashMap<>();
        beginnings.forEach((notion, texts) ->
                texts.forEach(text ->
                        plain.merge(
                                String.join(" ", Words.of(text).plain()),
                                notion.bit(),
                                (a, b) -> a | b)));
        return new Vocabulary(plain);
    }

    /// Reads what [#write] wrote.
    static Vocabulary read(ByteBuffer in) {
        Map<String, Integer> beginnings = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            beginnings.put(Kept.text(in), in.getInt());
        }
        return new Vocabulary(beginnings);
    }

    void write(DataOutputStream out) throws IOException {
        Map<String, Integer> beginnings = new TreeMap<>(notions);
        beginnings.putAll(together);
        out.writeInt(beginnings.size());
        for (Map.Entry<String, Integer> beginning : beginnings.entrySet()) {
            Kept.text(out, beginning.getKey());
            out.writeInt(beginning.getValue());
        }
    }

    /// What these plain words stand for, in order; nothing known is an empty set. Scripts without
    /// spaces give one set for each known piece and each unknown letter.
    int[] notionsOf(List<String> words) {
        int[] found = new int[words.stream().mapToInt(String::length).sum()];
        int size = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int several = together(words, i);
            if (several > 1) {
                String phrase = String.join(" ", words.subList(i, i + several));
                found[size++] = together.getOrDefault(phrase, 0);
                i += several - 1;
                continue;
            }
            if (!Letters.standsAlone(word.codePointAt(0))) {
                found[size++] = ofWord(word);
                continue;
            }
            for (int at = 0; at < word.length(); size++) {
                int length = longest(word, at);
                found[size] =
                        length == 0 ? 0 : notions.getOrDefault(word.substring(at, at + length), 0);
                at += Math.max(1, length);
            }
        }
        return Arrays.copyOf(found, size);
    }

    /// The beginnings, and the words that stand for something with others.
    Set<String> beginnings() {
        return parts;
    }

    /// Whether this many letters of the word are enough to tell it by.
    static boolean mayBegin(String word, int letters) {
        return letters == word.length()
                || letters >= BEGINNING_MIN
                || word.charAt(0) >= SHORT_SCRIPTS;
    }

    /// How many words from here on stand for something together; one where none do.
    private int together(List<String> words, int from) {
        if (!firsts.contains(words.get(from))) {
            return 1;
        }
        for (int n = Math.min(TOGETHER_MAX, words.size() - from); n > 1; n--) {
            if (together.containsKey(String.join(" ", words.subList(from, from + n)))) {
                return n;
            }
        }
        return 1;
    }

    private int longest(String run, int at) {
        for (int n = Math.min(BEGINNING_MAX, run.length() - at); n >= 1; n--) {
            if (notions.containsKey(run.substring(at, at + n))) {
                return n;
            }
        }
        return 0;
    }

    private int ofWord(String word) {
        if (Letters.isOfSyllable(word.charAt(0))) {
            return ofRunTogether(word);
        }
        int known = exactly(word);
        if (known == 0) {
            known = withoutAttached(word);
        }
        return known != 0 || word.length() < SLIP_MIN ? known : withSlip(word);
    }

    /// Korean puts what is wanted and how politely into one word, and leaves spaces out.
    private int ofRunTogether(String word) {
        int all = exactly(word);
        for (int at = 1; at + RUN_TOGETHER_MIN <= word.length(); ) {
            int length = longest(word, at);
            if (length >= RUN_TOGETHER_MIN) {
                all |= notions.getOrDefault(word.substring(at, at + length), 0);
            }
            at += length >= RUN_TOGETHER_MIN ? length : 1;
        }
        return all;
    }

    private int withoutAttached(String word) {
        int known = 0;
        for (int at = 1;
                known == 0
                        && at <= ATTACHED_MAX
                        && at + BEGINNING_MIN <= word.length()
                        && ATTACHED.indexOf(word.charAt(at - 1)) >= 0;
                at++) {
            known = exactly(word.substring(at));
        }
        return known;
    }

    private int exactly(String word) {
        for (int n = Math.min(BEGINNING_MAX, word.length()); n >= 1; n--) {
            Integer known = notions.get(word.substring(0, n));
            if (known != null && mayBegin(word, n)) {
                return known;
            }
        }
        return 0;
    }

    private int withSlip(String word) {
        for (Map.Entry<String, Integer> entry :
                byFirst.getOrDefault(word.charAt(0), Map.of()).entrySet()) {
            int length = entry.getKey().length();
            int shortest = length < SLIP_BEGINNING_MIN ? word.length() : length - 1;
            for (int n = shortest; n <= Math.min(length + 1, word.length()); n++) {
                if (Spelling.oneSlipApart(entry.getKey(), word.substring(0, n))) {
                    return entry.getValue();
                }
            }
        }
        for (int at = 1; at + INSIDE_MIN <= word.length(); at++) {
            int length = longest(word, at);
            if (length >= INSIDE_MIN) {
                return notions.getOrDefault(word.substring(at, at + length), 0);
            }
        }
        return 0;
    }
}
