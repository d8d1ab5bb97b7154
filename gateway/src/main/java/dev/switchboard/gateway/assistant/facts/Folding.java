package dev.switchboard.gateway.assistant.facts;

/// One way to write what scripts write in many: each UTF-16 unit becomes one unit, so that places
/// in the folded text are places in the text.
public final class Folding {

    /// Stands for marks without a width: they say in which direction a text runs, or where a line
    /// may break.
    static final char DIRECTION = '\u200E';

    private Folding() {}

    /// The same text in ASCII digits, lower case and plain spaces.
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        append(text, folded);
        return folded.toString();
    }

    static void append(String text, StringBuilder folded) {
        for (int i = 0; i < text.length(); i++) {
            folded.append(fold(text.charAt(i)));
        }
    }

    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        int digit = Character.digit(c, 10);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        return switch (c) {
            case '\u00A0', '\u202F', '\u205F', '\u3000' -> ' ';
            case '\u2019', '\u02BC' -> '\'';
            case '\u066B' -> '.';
            case '\u066C', '\u060C' -> ',';
            case '\u066A' -> '%';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\uFE63' -> '-';
            case '\u200F', '\u061C', '\u2066', '\u2067', '\u2068', '\u2069' -> DIRECTION;
            case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD' -> DIRECTION;
            default -> other(c);
        };
    }

    private static char other(char c) {
        if (c >= '\u2000' && c <= '\u200A') {
            return ' ';
        }
        if (c >= '\u202A' && c <= '\u202E') {
            return DIRECTION;
        }
        boolean fullWidth = c >= '\uFF01' && c <= '\uFF5E';
        return Character.toLowerCase(fullWidth ? (char) (c - 0xFEE0) : c);
    }
}
