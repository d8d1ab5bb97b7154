package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.assistant.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The beginnings of one language's words for each notion. A set of notions is a number with one
/// bit for each. Immutable.
final class Vocabulary {

    /// Shorter beginnings must be the whole word, at least in scripts that write vowels.
    private static final int BEGINNING_MIN = 3;

    /// Shorter words are too easily another word with a slip.
    private static final int SLIP_MIN = 4;

    private static final int INSIDE_MIN = 5;
    static final int BEGINNING_MAX = 16;
    private static final int SHORT_SCRIPTS = 0x0900;

    private final Map<String, Integer> notions = new HashMap<>();
    private final Map<Character, Map<String, Integer>> byFirst = new HashMap<>();

    Vocabulary(Map<Notion, ? extends Collection<String>> beginnings) {
        beginnings.forEach((notion, texts) -> {
            for (String text : texts) {
                for (String plain : Words.of(text).plain()) {
                    notions.merge(plain, notion.bit(), (a, b) -> a | b);
                }
            }
        });
        notions.forEach((text, set) -> {
            if (text.length() >= SLIP_MIN) {
                byFirst.computeIfAbsent(text.charAt(0), _ -> new HashMap<>()).put(text, set);
            }
        });
    }

    /// What these plain words stand for, in order; nothing known is an empty set. Scripts without
    /// spaces give one set for each known piece and each unknown letter.
    int[] notionsOf(List<String> words) {
        int[] found = new int[words.stream().mapToInt(String::length).sum()];
        int size = 0;
        for (String word : words) {
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

    Set<String> beginnings() {
        return notions.keySet();
    }

    /// Whether this many letters of the word are enough to tell it by.
    static boolean mayBegin(String word, int letters) {
        return letters == word.length()
                || letters >= BEGINNING_MIN
                || word.charAt(0) >= SHORT_SCRIPTS;
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
        int known = exactly(word);
        return known != 0 || word.length() < SLIP_MIN || word.charAt(0) >= SHORT_SCRIPTS
                ? known
                : withSlip(word);
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
            for (int n = length - 1; n <= Math.min(length + 1, word.length()); n++) {
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
