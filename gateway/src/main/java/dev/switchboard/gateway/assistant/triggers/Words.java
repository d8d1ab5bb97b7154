package dev.switchboard.gateway.assistant.triggers;

import java.util.ArrayList;
import java.util.List;

/// A message as words, cut where a sentence or a clause ends; where a script puts no spaces between
/// words, a space ends a clause.
///
/// Each word is there twice: as it was written, in lower case, and plain. Plain words have no
/// accents, their Cyrillic and Greek letters are Latin ones, and a letter that is repeated counts
/// once, so that "Οπερέιτορ", "operaitor" and "OPERAITOOOR" are one word.
final class Words {

    private final List<String> written = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    private Words() {}

    /// Takes time in proportion to the text.
    static Words of(String text) {
        Words words = new Words();
        String whole = Letters.lowerCase(text);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < whole.length(); ) {
            int c = whole.codePointAt(i);
            int next = i + Character.charCount(c);
            if (Letters.isOfWord(c)) {
                if (!word.isEmpty()
                        && Letters.standsAlone(c)
                                != Letters.standsAlone(word.codePointBefore(word.length()))) {
                    words.end(word);
                }
                word.appendCodePoint(c);
            } else if (Letters.isApostrophe(c)) {
                if (!Letters.isShortEnding(whole, next)) {
                    words.end(word);
                }
            } else if (!Letters.isIgnored(c)) {
                boolean apart =
                        !word.isEmpty() && Letters.standsAlone(word.codePointBefore(word.length()));
                words.end(word);
                if (apart || Letters.endsClause(c)) {
                    words.cut();
                }
            }
            i = next;
        }
        words.end(word);
        words.cut();
        return words;
    }

    /// As they were written, in lower case.
    List<String> written() {
        return written;
    }

    /// Without accents, in Latin letters where the script is Cyrillic or Greek.
    List<String> plain() {
        return plain;
    }

    /// After how many words each clause ends, in order; the last one is the number of words.
    List<Integer> ends() {
        return ends;
    }

    private void end(StringBuilder word) {
        if (!word.isEmpty()) {
            String bare = Letters.plain(word);
            if (!bare.isEmpty()) {
                written.add(word.toString());
                plain.add(bare);
            }
            word.setLength(0);
        }
    }

    private void cut() {
        if (!plain.isEmpty() && (ends.isEmpty() || ends.getLast() < plain.size())) {
            ends.add(plain.size());
        }
    }
}
