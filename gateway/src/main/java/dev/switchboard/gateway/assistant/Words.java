package dev.switchboard.gateway.assistant;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A message as bare words: lower case, without accents, vowel signs and punctuation, so that
/// "Páseme", "paseme" and "PASEME!" are one word.
final class Words {

    /// Stands between two sentences.
    static final String BREAK = ".";

    private static final String SENTENCE_ENDS = ".!?;\n\u061F\u061B";
    private static final String INSIDE_WORDS = "'\u2019\u02BC\u0640";

    private Words() {}

    /// The words of a text in order, with [#BREAK] wherever a sentence ends.
    static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < plain.length(); i = plain.offsetByCodePoints(i, 1)) {
            read(plain.codePointAt(i), word, words);
        }
        end(word, words);
        return words;
    }

    private static void read(int c, StringBuilder word, List<String> words) {
        if (Character.isLetterOrDigit(c) && c != '\u0640') {
            fold(c, word);
        } else if (!isInsideWord(c)) {
            end(word, words);
            if (SENTENCE_ENDS.indexOf(c) >= 0) {
                words.add(BREAK);
            }
        }
    }

    /// Marks belong to the letter before them and are dropped; apostrophes and the Arabic stroke
    /// that stretches a word do not end it either.
    private static boolean isInsideWord(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.FORMAT
                || INSIDE_WORDS.indexOf(c) >= 0;
    }

    /// Letters that people write in either of two ways and that decomposing leaves apart.
    private static void fold(int c, StringBuilder word) {
        switch (c) {
            case 'ß' -> word.append("ss");
            case 'ø' -> word.append('o');
            case 'æ' -> word.append("ae");
            case 'ة' -> word.append('ه');
            case 'ى' -> word.append('ي');
            default -> word.appendCodePoint(c);
        }
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
