package dev.switchboard.gateway.assistant.triggers;

import java.util.List;

/// What is seen of a message: pieces of words and across words, words and words near each other,
/// and notions near each other, each under a number. Not thread-safe.
final class Features {

    /// How many numbers there are. Two features may share one.
    static final int NUMBERS = 1 << 21;

    private static final int PIECE_MAX = 5;
    private static final int NEAR = 4;
    private static final int NEAR_LETTERS = 8;
    private static final int NEAR_NOTIONS = 3;
    private static final int NOTIONS = Notion.values().length;

    /// How much letters, words, notions and the frame weigh against each other; cross-validation
    /// chose them.
    private static final float[] WEIGHTS = {2.4f, 1.2f, 1.1f, 0.4f};

    private static final String START = "^";
    private static final String END = "$";

    private final Numbers numbers = new Numbers();

    /// What is seen of the words from `from` to `to`, exclusively.
    ///
    /// @param notions what they stand for in the language they are read in
    Seen of(Words words, int from, int to, int[] notions) {
        numbers.clear();
        int[] ends = new int[WEIGHTS.length];
        List<String> plain = words.plain().subList(from, to);
        pieces(" " + String.join(" ", plain) + " ");
        ends[0] = numbers.section();
        near(plain);
        words.written().subList(from, to).forEach(word -> add(hash(7, word)));
        ends[1] = numbers.section();
        notions(notions);
        ends[2] = numbers.section();
        add(spread(Math.min(8, plain.size())));
        add(spread(99));
        ends[3] = numbers.section();
        float[] values = new float[WEIGHTS.length];
        for (int kind = 0; kind < values.length; kind++) {
            int count = ends[kind] - (kind == 0 ? 0 : ends[kind - 1]);
            values[kind] = WEIGHTS[kind] / (float) Math.sqrt(Math.max(1, count));
        }
        return new Seen(numbers.toArray(), ends, values);
    }

    private void pieces(String text) {
        for (int i = 0; i < text.length(); i++) {
            long hash = 17;
            int longest = Math.min(PIECE_MAX, text.length() - i);
            for (int n = 1; n <= longest; n++) {
                hash = hash * 1099511628211L + text.charAt(i + n - 1);
                if (n > 1 || Letters.standsAlone(text.charAt(i))) {
                    add(spread(hash));
                }
            }
        }
    }

    private void near(List<String> words) {
        int last = words.size() + 1;
        int[] hashes = new int[last + 1];
        for (int i = 0; i <= last; i++) {
            hashes[i] = hash(1, i == 0 ? START : i == last ? END : words.get(i - 1));
        }
        for (String word : words) {
            if (Letters.standsAlone(word.codePointAt(0))) {
                nearLetters(word);
            }
        }
        for (int i = 0; i <= last; i++) {
            if (i > 0 && i < last) {
                add(hashes[i]);
            }
            boolean edge = i == 0;
            for (int j = i + 1; j <= Math.min(last, i + NEAR); j++) {
                if (j == i + 1 || (!edge && j != last)) {
                    add(spread(hashes[i] * (j == i + 1 ? 62L : 93L) + hashes[j] * 1000003L));
                }
            }
            if (i + 2 <= last) {
                add(spread(hashes[i] * 7L + hashes[i + 1] * 1000003L + hashes[i + 2] * 998244353L));
            }
        }
    }

    /// Where words are not apart, two letters stand for a word.
    private void nearLetters(String run) {
        for (int i = 0; i + 1 < run.length(); i++) {
            long a = run.charAt(i) * 65599L + run.charAt(i + 1);
            for (int j = i + 2; j + 1 < run.length() && j <= i + NEAR_LETTERS; j++) {
                long b = run.charAt(j) * 65599L + run.charAt(j + 1);
                add(spread(a * 5L + b * 1000003L + 1));
            }
        }
    }

    private void notions(int[] sets) {
        int all = 0;
        int unknown = 0;
        int known = 0;
        int[] order = new int[sets.length];
        for (int set : sets) {
            all |= set;
            if (set == 0) {
                unknown++;
            } else {
                order[known++] = set;
            }
        }
        together(all, Math.min(unknown, 4));
        add(spread(0x1_0000_0000L + all));
        add(spread(0x2_0000_0000L + Math.min(unknown, 6)));
        for (int i = 0; i < known; i++) {
            for (int j = i + 1; j < Math.min(known, i + 1 + NEAR_NOTIONS); j++) {
                inOrder(order[i], order[j], j == i + 1);
            }
        }
        if (known > 0) {
            add(spread(0x3_0000_0000L + order[0]));
            add(spread(0x4_0000_0000L + order[known - 1]));
        }
    }

    private void together(int all, int unknown) {
        for (int a = 0; a < NOTIONS; a++) {
            if ((all >> a & 1) == 0) {
                add(spread(0x5_0000_0000L + a));
                continue;
            }
            add(spread(0x6_0000_0000L + a));
            add(spread(0x7_0000_0000L + a * 16L + unknown));
            for (int b = a + 1; b < NOTIONS; b++) {
                if ((all >> b & 1) == 1) {
                    add(spread(0x8_0000_0000L + a * 32L + b));
                    for (int c = b + 1; c < NOTIONS; c++) {
                        if ((all >> c & 1) == 1) {
                            add(spread(0x9_0000_0000L + (a * 32L + b) * 32 + c));
                        }
                    }
                }
            }
        }
    }

    private void inOrder(int first, int second, boolean neighbours) {
        for (int a = 0; a < NOTIONS; a++) {
            for (int b = 0; (first >> a & 1) == 1 && b < NOTIONS; b++) {
                if ((second >> b & 1) == 1) {
                    add(spread((neighbours ? 0xA_0000_0000L : 0xB_0000_0000L) + a * 32L + b));
                }
            }
        }
    }

    private void add(int number) {
        numbers.add(number);
    }

    private static int hash(int seed, String text) {
        long hash = seed * 7919L + 1;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1099511628211L + text.charAt(i);
        }
        return spread(hash);
    }

    private static int spread(long hash) {
        long mixed = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 30) * 0x94D049BB133111EBL;
        return (int) ((mixed ^ mixed >>> 31) & NUMBERS - 1);
    }
}
