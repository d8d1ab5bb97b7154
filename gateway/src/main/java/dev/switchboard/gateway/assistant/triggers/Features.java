package dev.switchboard.gateway.assistant.triggers;

import java.util.Arrays;
import java.util.List;

/// What is seen of a message: pieces of words and across words, words, neighbours and words near
/// each other, each under a number. Not thread-safe.
final class Features {

    /// How many numbers there are. Two features may share one.
    static final int NUMBERS = 1 << 18;

    static final int BIAS = 0;
    static int CHARS_MAX = 5;
    static int GAP_MAX = 3;
    static float CHAR_WEIGHT = 1f;
    static float WORD_WEIGHT = 1f;
    static boolean ANCHORS = true;

    private int[] numbers = new int[1024];
    private int size;

    /// @param at numbers, ascending
    /// @param value of each, in the same order
    record Vector(int[] at, float[] value) {}

    Vector of(Words words, int from, int to) {
        size = 0;
        List<String> plain = words.plain().subList(from, to);
        characters(String.join(" ", plain));
        int chars = distinct(0);
        size = chars;
        inOrder(plain);
        List<String> written = words.written().subList(from, to);
        for (String w : written) {
            add(hash(7, w));
        }
        int end = distinct(chars);
        size = end;
        add(hash(8, Integer.toString(Math.min(8, plain.size()))));
        add(BIAS);
        int[] at = Arrays.copyOf(numbers, size);
        float[] value = new float[size];
        Arrays.fill(value, 0, chars, CHAR_WEIGHT / (float) Math.sqrt(Math.max(1, chars)));
        Arrays.fill(value, chars, end, WORD_WEIGHT / (float) Math.sqrt(Math.max(1, end - chars)));
        value[size - 2] = 0.2f;
        value[size - 1] = 0.3f;
        return new Vector(at, value);
    }

    private void characters(String text) {
        String framed = " " + text + " ";
        int length = framed.length();
        for (int i = 0; i < length; i++) {
            long h = 1469598103934665603L;
            int longest = Math.min(CHARS_MAX, length - i);
            for (int n = 1; n <= longest; n++) {
                h = (h ^ framed.charAt(i + n - 1)) * 1099511628211L;
                if (n > 1 || framed.charAt(i) > 0x0DFF) {
                    add(spread(h));
                }
            }
        }
    }

    private void inOrder(List<String> words) {
        String[] w = new String[words.size() + 2];
        w[0] = "^";
        w[w.length - 1] = "$";
        for (int i = 0; i < words.size(); i++) {
            w[i + 1] = words.get(i);
        }
        int[] h = new int[w.length];
        for (int i = 0; i < w.length; i++) {
            h[i] = hash(1, w[i]);
            if (i > 0 && i < w.length - 1) {
                add(h[i]);
                if (Letters.standsAlone(w[i].codePointAt(0))) {
                    pairs(w[i]);
                }
            }
        }
        for (int i = 0; i < w.length; i++) {
            for (int j = i + 1; j < w.length && j <= i + 1 + GAP_MAX; j++) {
                if (!ANCHORS && (i == 0 || j == w.length - 1) || i == 0 && j > 1 || j == w.length - 1 && i < j - 1) {
                    continue;
                }
                add(spread(h[i] * 31L * (j == i + 1 ? 2 : 3) + h[j] * 1000003L));
            }
            if (i + 2 < w.length) {
                add(spread(h[i] * 7L + h[i + 1] * 1000003L + h[i + 2] * 998244353L));
            }
        }
    }

    /// Where words are not apart, two letters stand for a word.
    private void pairs(String run) {
        for (int i = 0; i + 1 < run.length(); i++) {
            int a = run.charAt(i) * 65599 + run.charAt(i + 1);
            for (int j = i + 2; j + 1 < run.length() && j <= i + 8; j++) {
                int b = run.charAt(j) * 65599 + run.charAt(j + 1);
                add(spread(a * 5L + b * 1000003L));
            }
        }
    }

    private void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    private int distinct(int from) {
        Arrays.sort(numbers, from, size);
        int to = from;
        for (int i = from; i < size; i++) {
            if (i == from || numbers[i] != numbers[i - 1]) {
                numbers[to++] = numbers[i];
            }
        }
        return to;
    }

    static int hash(int seed, String text) {
        long h = 1469598103934665603L + seed * 7919L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 1099511628211L;
        }
        return spread(h);
    }

    private static int spread(long h) {
        long x = h * 0x9E3779B97F4A7C15L;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        return 1 + (int) ((x >>> 33) % (NUMBERS - 1));
    }
}
