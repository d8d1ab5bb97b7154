package dev.switchboard.gateway.assistant.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A folded text of which there may be more to come. Whoever looks beyond what is there makes it
/// starved, which says that what they decided may not hold.
final class Tape {

    /// Stands beyond the end.
    static final char END = '\0';

    private final CharSequence text;
    private final boolean whole;
    private boolean starved;

    /// @param whole whether nothing will follow
    Tape(CharSequence text, boolean whole) {
        this.text = text;
        this.whole = whole;
    }

    boolean starved() {
        return starved;
    }

    int length() {
        return text.length();
    }

    char at(int i) {
        if (i < text.length()) {
            return text.charAt(i);
        }
        starved |= !whole;
        return END;
    }

    /// What stands before `i`; [#END] before the beginning.
    char before(int i) {
        return i > 0 ? text.charAt(i - 1) : END;
    }

    String cut(int from, int to) {
        return text.subSequence(from, to).toString();
    }

    /// The pattern's match at `i`, or null. Whether more text could change it is just what is
    /// asked.
    @SuppressWarnings("JdkObsolete")
    @Nullable Matcher match(Pattern pattern, int i) {
        Matcher matcher =
                pattern.matcher(text)
                        .region(Math.min(i, text.length()), text.length())
                        .useTransparentBounds(true);
        boolean found = matcher.lookingAt();
        starved |= !whole && matcher.hitEnd();
        return found ? matcher : null;
    }

    /// The end of the letters and marks from `i` on, at most `max` of them.
    int wordEnd(int i, int max) {
        int end = i;
        while (end - i < max && isWord(at(end))) {
            end++;
        }
        return end;
    }

    /// Where the letters and marks begin that end before `i`.
    int wordStart(int i) {
        int start = i;
        while (isWord(before(start))) {
            start--;
        }
        return start;
    }

    static boolean isWord(char c) {
        return c < 128 ? c >= 'a' && c <= 'z' : Character.isLetter(c) || isMark(c);
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }
}
