package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.Model.Message;
import dev.switchboard.gateway.assistant.Model.Role;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a customer asks what they have asked, and been answered, twice before. Goes by the
/// letters alone, so that it holds in every language.
final class Repetition {

    private static final int BEFORE = 2;

    /// What shares so much of its letters is the same question: a typing error or another greeting
    /// leaves more, another thing asked about leaves less.
    private static final double ALIKE = 0.72;

    /// "yes", "thanks" and "the blue one" are said again without asking again.
    private static final int LETTERS_MIN = 12;

    /// A letter of these scripts says as much as three of an alphabet.
    private static final int IDEOGRAPH = 3;

    private static final int PIECE = 3;

    private Repetition() {}

    /// Whether the last message, which is the customer's, is nearly the same as two earlier ones
    /// that the assistant answered.
    ///
    /// @param history oldest first
    static boolean thirdTime(List<Message> history) {
        String last = letters(history.getLast().text());
        if (weight(last) < LETTERS_MIN) {
            return false;
        }
        Set<String> asked = pieces(last);
        int before = 0;
        for (int i = 0; i + 1 < history.size() - 1; i++) {
            boolean answered =
                    history.get(i).role() == Role.CUSTOMER
                            && history.get(i + 1).role() == Role.ASSISTANT;
            if (answered && alike(asked, pieces(letters(history.get(i).text())))) {
                before++;
            }
        }
        return before >= BEFORE;
    }

    private static boolean alike(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        return 2.0 * shared >= ALIKE * (one.size() + other.size());
    }

    private static Set<String> pieces(String letters) {
        Set<String> pieces = new HashSet<>();
        int length = letters.isEmpty() || isIdeograph(letters.charAt(0)) ? PIECE - 1 : PIECE;
        for (int i = 0; i + length <= letters.length(); i++) {
            pieces.add(letters.substring(i, i + length));
        }
        return pieces;
    }

    private static int weight(String letters) {
        return letters.chars().map(c -> isIdeograph(c) ? IDEOGRAPH : 1).sum();
    }

    private static boolean isIdeograph(int c) {
        return Character.isIdeographic(c)
                || (c >= 0x3040 && c <= 0x30FF)
                || (c >= 0xAC00 && c <= 0xD7AF);
    }

    /// Letters and digits alone, without accents: two order numbers are two questions.
    private static String letters(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder letters = new StringBuilder();
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return Normalizer.normalize(letters, Normalizer.Form.NFC);
    }
}
