package dev.switchboard.gateway.embedded;

import java.util.ArrayList;
import java.util.List;

/// Cuts text into tokens: words, or pieces of long ones, each with the white space before it.
final class EmbeddedModelTokens {
    private static final int CODE_POINTS_MAX = 8;

    private EmbeddedModelTokens() {}

    /// The tokens of a text; joined, they are the text.
    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>(text.length() / 5 + 1);
        int start = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (Character.isWhitespace(codePoint)) {
                if (letters > 0) {
                    tokens.add(text.substring(start, i));
                    start = i;
                    letters = 0;
                }
            } else if (letters >= CODE_POINTS_MAX && !combines(codePoint)) {
                tokens.add(text.substring(start, i));
                start = i;
                letters = 1;
            } else {
                letters++;
            }
            i += Character.charCount(codePoint);
        }
        if (start < text.length()) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }

    /// How many tokens a text is, without cutting it.
    static int count(String text) {
        int tokens = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (!space && letters % CODE_POINTS_MAX == 0) {
                tokens++;
            }
            letters = space ? 0 : letters + 1;
        }
        return tokens;
    }

    private static boolean combines(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
