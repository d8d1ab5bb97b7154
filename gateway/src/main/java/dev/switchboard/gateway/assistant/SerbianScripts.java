package dev.switchboard.gateway.assistant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Serbian is written in two scripts, letter for letter.
final class SerbianScripts {

    private static final List<String> CYRILLIC =
            List.of("а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш".split(" ", -1));
    private static final List<String> LATIN =
            List.of(
                    "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
                            .split(" ", -1));

    private SerbianScripts() {}

    /// A text in small letters, all of it in Latin letters.
    static String latin(String text) {
        Map<Integer, String> letters = new HashMap<>();
        for (int i = 0; i < CYRILLIC.size(); i++) {
            letters.put(CYRILLIC.get(i).codePointAt(0), LATIN.get(i));
        }
        StringBuilder latin = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> latin.append(letters.getOrDefault(c, Character.toString(c))));
        return latin.toString();
    }

    /// A text in small letters, all of it in Cyrillic letters.
    static String cyrillic(String text) {
        String cyrillic = text;
        // Letters of two signs first.
        for (int length = 2; length >= 1; length--) {
            for (int i = 0; i < LATIN.size(); i++) {
                if (LATIN.get(i).length() == length) {
                    cyrillic = cyrillic.replace(LATIN.get(i), CYRILLIC.get(i));
                }
            }
        }
        return cyrillic;
    }
}
