package dev.switchboard.gateway.wire;

/// Halves of surrogate pairs: Java strings and JSON escapes can hold them alone, UTF-8 cannot.
final class Surrogates {

    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    /// Where the first half without its other half is, or -1.
    static int firstLone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (isPair(text, i)) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    /// The text with each lone half replaced by U+FFFD: as long as before, so that offsets still
    /// hold.
    static String replaced(String text) {
        int first = firstLone(text);
        if (first < 0) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text);
        for (int i = first; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                whole.setCharAt(i, REPLACEMENT);
            }
        }
        return whole.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
