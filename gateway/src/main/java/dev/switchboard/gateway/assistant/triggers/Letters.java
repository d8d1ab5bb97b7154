package dev.switchboard.gateway.assistant.triggers;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What letters are to a reader who does not mind how they are written.
final class Letters {

    private static final String CLAUSE_ENDS =
            ".!?;,:\n…\u060C\u061B\u061F\u06D4\u0964\u0965\u3002\u3001\uFF0C\uFF01\uFF1F\u2014";

    private static final Map<Integer, String> PLAIN = new HashMap<>();

    static {
        pairs("ß ss ø o æ ae œ oe đ d ð d þ th ł l ı i ŋ n ħ h ə e");
        pairs("а a б b в v г g ґ g д d е e є e ж zh з z и i і i к k л l м m н n о o п p р r с s");
        pairs("т t у u ф f х h ц c ч ch ш sh щ shch ъ  ы y ь  э e ю yu я ya");
        pairs("ђ dj ј j љ lj њ nj ћ c џ dz");
        pairs("α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s ς s τ t");
        pairs("υ i φ f χ h ψ ps ω o");
        pairs("ة ه ى ي ی ي ک ك ہ ه ھ ه ے ي ں ن ٱ ا ך כ ם מ ן נ ף פ ץ צ");
    }

    private Letters() {}

    static String lowerCase(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static boolean isOfWord(int c) {
        if (c == '\u0640') {
            return false;
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /// What may stand in a word and means nothing: joiners, marks of direction, the stroke that
    /// stretches an Arabic word.
    static boolean isIgnored(int c) {
        return c == '\u0640' || Character.getType(c) == Character.FORMAT;
    }

    static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019' || c == '\u02BC' || c == '`' || c == '\u00B4';
    }

    /// Whether what follows an apostrophe belongs to the word before it, as in "don't", and is not
    /// a word of its own, as in "l'opérateur".
    static boolean isShortEnding(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end - from <= 2;
    }

    static boolean endsClause(int c) {
        return CLAUSE_ENDS.indexOf(c) >= 0;
    }

    /// Whether the letter is of a script that puts no spaces between words.
    static boolean standsAlone(int c) {
        if (c < 0x0E00) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(c);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.THAI
                || c == '\u30FC';
    }

    /// Whether it is a part of a Korean syllable: plain words are taken apart as far as that.
    static boolean isOfSyllable(int c) {
        return c >= 0x1100 && c < 0x1200;
    }

    /// A word in lower case without accents. A number is one nought.
    static String plain(CharSequence word) {
        String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
        StringBuilder bare = new StringBuilder(apart.length());
        int before = 0;
        boolean accents = false;
        for (int i = 0; i < apart.length(); ) {
            int c = apart.codePointAt(i);
            i += Character.charCount(c);
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK) {
                if (!accents && !isLeftOut(c)) {
                    bare.appendCodePoint(c);
                }
                continue;
            }
            accents = losesAccents(c);
            int letter = Character.isDigit(c) ? '0' : c;
            if (letter != before || (!accents && letter != '0')) {
                String other = PLAIN.get(letter);
                if (other == null) {
                    bare.appendCodePoint(letter);
                } else {
                    bare.append(other);
                }
            }
            before = letter;
        }
        return bare.toString();
    }

    /// The dots of borrowed letters, and Thai tones: who types in haste leaves them out.
    private static boolean isLeftOut(int c) {
        return c == '\u093C' || c == '\u09BC' || (c >= '\u0E47' && c <= '\u0E4C');
    }

    private static boolean losesAccents(int c) {
        return switch (UnicodeScript.of(c)) {
            case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW -> true;
            default -> false;
        };
    }

    private static void pairs(String table) {
        String[] parts = table.split(" ", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            PLAIN.put(parts[i].codePointAt(0), parts[i + 1]);
        }
    }
}
