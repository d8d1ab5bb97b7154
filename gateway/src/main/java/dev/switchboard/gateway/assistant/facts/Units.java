package dev.switchboard.gateway.assistant.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what stands before and after a number and says what it counts.
final class Units {

    private static final int WORD_MAX = 24;
    private static final int UNSPACED_MAX = 4;
    private static final int COMPOUND_MIN = 6;
    private static final int COMPOUND_END_MIN = 3;
    private static final char FIRST_OF_EAST_ASIA = '\u2E80';

    /// Days on which people work, where that is one word.
    private static final Map<String, Unit> WORKING_DAYS =
            Map.of(
                    "営業日", Unit.Span.DAY,
                    "工作日", Unit.Span.DAY,
                    "个工作日", Unit.Span.DAY,
                    "個工作天", Unit.Span.DAY,
                    "영업일", Unit.Span.DAY);

    private final List<FactWords> words;

    /// @param words of the languages the text may be in, likeliest first
    Units(List<FactWords> words) {
        this.words = List.copyOf(words);
    }

    /// A unit and where it ends.
    record Read(Unit unit, int end) {}

    static boolean isCurrencySign(char c) {
        return c == '$' || (c > 127 && Character.getType(c) == Character.CURRENCY_SYMBOL);
    }

    /// What stands before the number at `i`.
    Optional<Unit> before(Tape tape, int i) {
        int at = i;
        for (int skipped = 0; skipped < 3 && " .".indexOf(skip(tape.before(at))) >= 0; skipped++) {
            at--;
        }
        char sign = tape.before(at);
        if (sign == '%') {
            return Optional.of(Unit.Bare.PERCENT);
        }
        if (isCurrencySign(sign)) {
            return unit(String.valueOf(sign));
        }
        int begin = tape.wordStart(at);
        return begin == at
                ? Optional.empty()
                : unit(tape.cut(begin, at)).filter(u -> u instanceof Unit.Money);
    }

    /// What stands after the number that ends at `end`, maybe with a word between them.
    Optional<Read> after(Tape tape, int end) {
        Optional<Read> next = next(tape, end);
        int at = skip(tape, end);
        boolean spaced = Tape.isWord(tape.at(at)) && !isUnspaced(tape.at(at));
        return next.isEmpty() && spaced ? second(tape, tape.wordEnd(at, WORD_MAX)) : next;
    }

    /// What stands right after the number that ends at `end`.
    Optional<Read> next(Tape tape, int end) {
        int at = skip(tape, end);
        char c = tape.at(at);
        if (c == '%') {
            return Optional.of(new Read(Unit.Bare.PERCENT, at + 1));
        }
        if (isCurrencySign(c)) {
            int signEnd = at + 1;
            return unit(String.valueOf(c)).map(u -> new Read(u, signEnd));
        }
        if (!Tape.isWord(c)) {
            return Optional.empty();
        }
        return isUnspaced(c) ? unspaced(tape, at) : word(tape, at);
    }

    /// Whether a folded word is a currency.
    boolean isMoney(String word) {
        return unit(word).filter(unit -> unit instanceof Unit.Money).isPresent();
    }

    /// "3 business days"
    private Optional<Read> second(Tape tape, int first) {
        int end = tape.at(first) == ' ' ? tape.wordEnd(first + 1, WORD_MAX) : first;
        String word = end > first + 1 ? tape.cut(first + 1, end) : "";
        return words.stream()
                .map(w -> w.named(word))
                .flatMap(Optional::stream)
                .filter(unit -> unit instanceof Unit.Span)
                .map(unit -> new Read(unit, end))
                .findFirst();
    }

    private Optional<Read> word(Tape tape, int begin) {
        int end = tape.wordEnd(begin, WORD_MAX);
        String word = tape.cut(begin, end);
        return unit(word).or(() -> compound(word)).map(u -> new Read(u, end));
    }

    /// "Arbeitstage", "arbetsdagar", "munkanap": what is counted is said at the end.
    private Optional<Unit> compound(String word) {
        for (int from = 1;
                word.length() >= COMPOUND_MIN && word.length() - from >= COMPOUND_END_MIN;
                from++) {
            Optional<Unit> unit = exact(word.substring(from));
            if (unit.isPresent()) {
                return unit;
            }
        }
        return Optional.empty();
    }

    private Optional<Unit> exact(String word) {
        return words.stream()
                .map(w -> w.exact(word))
                .flatMap(Optional::stream)
                .filter(u -> u instanceof Unit.Span)
                .findFirst();
    }

    private Optional<Read> unspaced(Tape tape, int begin) {
        for (int end = tape.wordEnd(begin, UNSPACED_MAX); end > begin; end--) {
            String word = tape.cut(begin, end);
            Unit day = WORKING_DAYS.get(word);
            Optional<Unit> unit = day == null ? unitOfScript(word) : Optional.of(day);
            if (unit.isPresent()) {
                int found = end;
                return unit.map(u -> new Read(u, found));
            }
        }
        return Optional.empty();
    }

    private Optional<Unit> unitOfScript(String word) {
        return words.stream().map(w -> w.exact(word)).flatMap(Optional::stream).findFirst();
    }

    private Optional<Unit> unit(String word) {
        return words.stream().map(w -> w.unit(word)).flatMap(Optional::stream).findFirst();
    }

    /// Over what may stand between a number and its unit, as the dash of “1 250,– kr” does.
    private static int skip(Tape tape, int end) {
        boolean dash = ",.".indexOf(tape.at(end)) >= 0 && tape.at(end + 1) == '-';
        int at = dash ? end + 2 : end;
        while (at < end + 3 && " -".indexOf(skip(tape.at(at))) >= 0) {
            at++;
        }
        return at;
    }

    private static char skip(char c) {
        return c == Folding.DIRECTION ? ' ' : c;
    }

    private static boolean isUnspaced(char c) {
        return c >= FIRST_OF_EAST_ASIA
                || Set.of(Character.UnicodeBlock.THAI, Character.UnicodeBlock.LAO)
                        .contains(Character.UnicodeBlock.of(c));
    }
}
