package dev.switchboard.gateway.assistant;

/// What hurried fingers do to a word.
public final class Spelling {

    private Spelling() {}

    /// Whether one letter put in, left out, replaced, or swapped with its neighbour turns one word
    /// into the other. Equal words are not one slip apart. Takes time in proportion to the shorter
    /// word.
    public static boolean oneSlipApart(String a, String b) {
        int difference = a.length() - b.length();
        if (difference > 0) {
            return oneSlipApart(b, a);
        }
        if (difference < -1) {
            return false;
        }
        int i = 0;
        while (i < a.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (difference == -1) {
            return a.regionMatches(i, b, i + 1, a.length() - i);
        }
        if (i == a.length()) {
            return false;
        }
        int rest = a.length() - i - 1;
        boolean replaced = a.regionMatches(i + 1, b, i + 1, rest);
        boolean swapped =
                rest > 0
                        && a.charAt(i) == b.charAt(i + 1)
                        && a.charAt(i + 1) == b.charAt(i)
                        && a.regionMatches(i + 2, b, i + 2, rest - 1);
        return replaced || swapped;
    }
}
