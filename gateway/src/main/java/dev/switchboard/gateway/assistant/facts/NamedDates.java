package dev.switchboard.gateway.assistant.facts;

import dev.switchboard.gateway.assistant.facts.FactWords.Month;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reads dates whose month has a name, in whatever order a language has day, month and year.
final class NamedDates {

    private static final String BETWEEN = " .,'-ºª°" + Folding.DIRECTION;
    private static final int BETWEEN_MAX = 3;
    private static final int WORD_MAX = 24;
    private static final int TOKENS_MAX = 6;
    private static final int LINKING_MAX = 2;

    /// Longer words that stand between the parts of a date.
    private static final Set<String> LINKING =
            Set.of("del", "the", "den", "gada", "metų", "năm", "tahun", "roku", "года", "року");

    /// A month's name of this length may be another word, such as "may".
    private static final int AMBIGUOUS_MAX = 3;

    private final List<FactWords> words;
    private final Units units;

    /// @param words of the languages the text may be in, likeliest first
    NamedDates(List<FactWords> words, Units units) {
        this.words = List.copyOf(words);
        this.units = units;
    }

    /// A part of a date.
    ///
    /// @param number -1 for a word
    private record Token(int number, int digits, Optional<Month> month, int end) {}

    /// The date that the digit `i` begins or, after a month, goes on with; null where it does not.
    ///
    /// @param floor where the fact before ends; a month before that is a part of it
    @Nullable Reading read(Tape tape, int i, int floor) {
        Token first = number(tape, i);
        if (first == null) {
            return null;
        }
        int wordEnd = skipBack(tape, i);
        int wordBegin = tape.wordStart(wordEnd);
        String before = wordBegin < floor ? "" : tape.cut(wordBegin, wordEnd);
        Optional<Month> named = before.isEmpty() ? Optional.empty() : month(before);
        if (named.isPresent() && isDay(first)) {
            return behind(tape, i, first, named.get(), before.length() <= AMBIGUOUS_MAX);
        }
        return after(tape, i, first);
    }

    /// The day behind a month's name, unless what follows says that the number is one of its own:
    /// “december 1 250,00 kr”, “december 12 kr”, “december 14:30”.
    private @Nullable Reading behind(
            Tape tape, int i, Token first, Month month, boolean ambiguous) {
        Matcher grouped = Quantities.grouped(tape, i);
        if (goesOn(tape, first.end()) || (grouped != null && isAmount(tape, grouped))) {
            return null;
        }
        Token year = next(tape, first, t -> isYear(tape, t));
        List<List<Fact>> senses = new ArrayList<>(senses(year, month, first, ambiguous));
        if (grouped != null) {
            // “December 3 100 people came”: nobody can tell.
            List<List<Fact>> rest = new ArrayList<>();
            BigDecimal behind =
                    new BigDecimal(tape.cut(first.end() + 1, grouped.end()).replace(" ", ""));
            senses.forEach(day -> rest.add(with(day, number(behind, Unit.Bare.NONE))));
            rest.add(List.of(number(Quantities.grouped(grouped).getFirst(), Unit.Bare.NONE)));
            return found(i, grouped.end(), rest);
        }
        Optional<Units.Read> unit = year == null ? counted(tape, first.end()) : Optional.empty();
        if (unit.isEmpty()) {
            return found(i, year == null ? first.end() : year.end(), senses);
        }
        if (unit.get().unit() != Unit.Span.DAY) {
            return null;
        }
        // Lithuanian has “day” in its dates.
        senses.add(List.of(number(BigDecimal.valueOf(first.number()), Unit.Span.DAY)));
        return found(i, unit.get().end(), senses);
    }

    /// Whether a number in groups has decimals or a unit, as no day with something behind it has.
    private boolean isAmount(Tape tape, Matcher grouped) {
        return grouped.group(grouped.groupCount()) != null
                || counted(tape, grouped.end()).isPresent();
    }

    /// What the number that ends here counts; nothing where what follows belongs to another one, as
    /// in “December 3 €500”.
    private Optional<Units.Read> counted(Tape tape, int end) {
        return units.next(tape, end)
                .filter(read ->
                        !(read.unit() instanceof Unit.Money) || !Tape.isDigit(beyond(tape, read)));
    }

    private static char beyond(Tape tape, Units.Read read) {
        int at = read.end();
        while (at < read.end() + BETWEEN_MAX && " .".indexOf(tape.at(at)) >= 0) {
            at++;
        }
        return tape.at(at);
    }

    private static Fact number(BigDecimal value, Unit unit) {
        return new Fact.Quantity(value, unit);
    }

    private static List<Fact> with(List<Fact> facts, Fact other) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(other);
        return all;
    }

    /// Whether a number goes on behind its first digits: “1.250,00” is no first of the month, and
    /// “14:30” no fourteenth.
    private static boolean goesOn(Tape tape, int end) {
        return ".,':".indexOf(tape.at(end)) >= 0 && Tape.isDigit(tape.at(end + 1));
    }

    /// Whether a number is the year of a date: of a calendar in use, and no amount of money.
    private boolean isYear(Tape tape, Token token) {
        return token.digits() == 4
                && Dates.isYear(token.number())
                && !goesOn(tape, token.end())
                && counted(tape, token.end())
                        .filter(read -> !(read.unit() instanceof Unit.Span))
                        .isEmpty();
    }

    private @Nullable Reading after(Tape tape, int i, Token first) {
        if (first.digits() == 4) {
            if (!isYear(tape, first)) {
                return null;
            }
            Token second = next(tape, first, t -> t.month().isPresent() || isDay(t));
            Token third =
                    second == null
                            ? null
                            : next(
                                    tape,
                                    second,
                                    second.month().isPresent()
                                            ? NamedDates::isDay
                                            : t -> t.month().isPresent());
            if (second == null || third == null) {
                return null;
            }
            return second.month().isPresent()
                    ? found(i, third.end(), senses(first, second.month().get(), third, false))
                    : found(
                            i,
                            third.end(),
                            senses(first, third.month().orElseThrow(), second, false));
        }
        Token month = isDay(first) ? next(tape, first, t -> t.month().isPresent()) : null;
        if (month == null) {
            return null;
        }
        Token year = next(tape, month, t -> isYear(tape, t));
        return found(
                i,
                year == null ? month.end() : year.end(),
                senses(year, month.month().orElseThrow(), first, false));
    }

    private interface Wanted {
        boolean is(Token token);
    }

    /// The next token that is wanted, where nothing but linking words stands before it.
    private @Nullable Token next(Tape tape, Token from, Wanted wanted) {
        int at = from.end();
        for (int count = 0; count < TOKENS_MAX; count++) {
            int begin = at;
            while (begin - at < BETWEEN_MAX && BETWEEN.indexOf(tape.at(begin)) >= 0) {
                begin++;
            }
            Token token =
                    Tape.isDigit(tape.at(begin)) ? number(tape, begin) : word(tape, begin, from);
            if (token == null) {
                return null;
            }
            if (wanted.is(token)) {
                return token;
            }
            if (token.number() >= 0 || !isLinking(tape.cut(begin, token.end()))) {
                return null;
            }
            at = token.end();
        }
        return null;
    }

    private @Nullable Token word(Tape tape, int begin, Token from) {
        int end = tape.wordEnd(begin, WORD_MAX);
        if (end == begin || end - begin == WORD_MAX) {
            return null;
        }
        String text = tape.cut(begin, end);
        // Month names of two words: "كانون الأول".
        Optional<Month> month = from.month().isPresent() ? Optional.empty() : month(text);
        if (month.isEmpty() && tape.at(end) == ' ' && !isLinking(text) && text.charAt(0) > 0x0590) {
            int second = tape.wordEnd(end + 1, WORD_MAX);
            month = second > end + 1 ? month(tape.cut(begin, second)) : month;
            if (month.isPresent()) {
                return new Token(-1, 0, month, second);
            }
        }
        return new Token(-1, 0, month, end);
    }

    private static @Nullable Token number(Tape tape, int begin) {
        int end = begin;
        while (end - begin < 5 && Tape.isDigit(tape.at(end))) {
            end++;
        }
        int digits = end - begin;
        return digits == 0 || digits > 4
                ? null
                : new Token(Integer.parseInt(tape.cut(begin, end)), digits, Optional.empty(), end);
    }

    private static int skipBack(Tape tape, int i) {
        int at = i;
        while (i - at < BETWEEN_MAX && BETWEEN.indexOf(tape.before(at)) >= 0) {
            at--;
        }
        return at;
    }

    private static boolean isDay(Token token) {
        return token.digits() > 0
                && token.digits() <= 2
                && token.number() >= 1
                && token.number() <= 31;
    }

    private boolean isLinking(String word) {
        return LINKING.contains(word) || (word.length() <= LINKING_MAX && !units.isMoney(word));
    }

    private Optional<Month> month(String word) {
        Optional<Month> found =
                words.stream().map(w -> w.month(word)).flatMap(Optional::stream).findFirst();
        // In Hebrew the "in" is a letter of the word.
        return found.isEmpty() && word.length() > 2 && word.charAt(0) == 'ב'
                ? month(word.substring(1))
                : found;
    }

    private static @Nullable Reading found(int begin, int end, List<List<Fact>> senses) {
        return senses.isEmpty() ? null : new Reading.Found(begin, end, senses);
    }

    private static List<List<Fact>> senses(
            @Nullable Token year, Month month, Token day, boolean ambiguous) {
        List<List<Fact>> senses = new ArrayList<>();
        int of = year == null ? 0 : year.number();
        if (month.calendar().equals("gregorian")) {
            Dates.days(of, month.number(), day.number()).forEach(d -> senses.add(List.of(d)));
        } else if (of > 0) {
            Fact.Day other = Dates.day(month.calendar(), of, month.number(), day.number());
            if (other != null) {
                senses.add(List.of(other));
            }
        }
        if (ambiguous && year == null) {
            senses.add(Quantities.parts(List.of(String.valueOf(day.number()))));
        }
        return senses;
    }
}
