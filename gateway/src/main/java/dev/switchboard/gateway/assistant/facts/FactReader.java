package dev.switchboard.gateway.assistant.facts;

import java.util.List;
import java.util.stream.Stream;

/// Finds what may be wrong in a text, by one look at each character that may begin it.
final class FactReader {

    private static final boolean[] BEGINS = new boolean[128];

    static {
        for (char c : "0123456789$+@.hw".toCharArray()) {
            BEGINS[c] = true;
        }
    }

    private static final String ENGLISH = "en";

    private final NamedDates namedDates;
    private final Clocks clocks;
    private final Quantities quantities;

    /// @param languages primary tags of those the text may be in, likeliest first
    FactReader(String... languages) {
        List<FactWords> words =
                Stream.concat(Stream.of(languages), Stream.of(ENGLISH))
                        .distinct()
                        .map(FactWords::of)
                        .toList();
        Units units = new Units(words);
        namedDates = new NamedDates(words, units);
        clocks = new Clocks(List.of(languages).contains(ENGLISH));
        quantities = new Quantities(units);
    }

    /// Whether a fact may begin at this unit of a folded text; most cannot, which keeps plain words
    /// cheap.
    static boolean mayBegin(char c) {
        return c < 128
                ? BEGINS[c]
                : Character.isSurrogate(c) || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /// What stands at `i`, where [#mayBegin].
    ///
    /// @param floor where the fact before ends
    Reading read(Tape tape, int i, int floor) {
        Reading reading = at(tape, i, floor);
        return tape.starved() ? Reading.MORE : reading;
    }

    private Reading at(Tape tape, int i, int floor) {
        char c = tape.at(i);
        if (Tape.isDigit(c)) {
            return number(tape, i, floor);
        }
        return switch (c) {
            case 'h', 'w' -> Addresses.scheme(tape, i);
            case '.' -> Addresses.domain(tape, i);
            case '@' -> Addresses.mail(tape, i);
            case '+' -> phone(tape, i);
            default -> Character.isSurrogate(c) ? surrogate(tape, i) : amount(tape, i, floor);
        };
    }

    private Reading number(Tape tape, int i, int floor) {
        int marker = listMarkerEnd(tape, i);
        if (marker > i) {
            return new Reading.Found(i, marker, List.of(List.of()));
        }
        boolean begins = !Tape.isAlphanumeric(tape.before(i)) || i <= floor;
        Reading found = begins ? Dates.read(tape, i) : null;
        found = found == null ? Addresses.around(tape, i) : found;
        found = found == null ? Quantities.code(tape, i, floor) : found;
        found = found == null ? namedDates.read(tape, i, floor) : found;
        found = found == null ? clocks.read(tape, i) : found;
        return found == null ? quantities.read(tape, i) : found;
    }

    private Reading phone(Tape tape, int i) {
        return Tape.isDigit(tape.at(i + 1)) || tape.at(i + 1) == '('
                ? quantities.read(tape, i)
                : new Reading.Plain(i + 1);
    }

    /// A currency's sign is held together with its number.
    private Reading amount(Tape tape, int i, int floor) {
        int at = i + 1;
        while (at < i + 3 && " \u200E".indexOf(tape.at(at)) >= 0) {
            at++;
        }
        return Tape.isDigit(tape.at(at))
                ? from(number(tape, at, Math.max(floor, at)), i)
                : new Reading.Plain(i + 1);
    }

    private static Reading from(Reading reading, int begin) {
        return reading instanceof Reading.Found found
                ? new Reading.Found(begin, found.end(), found.senses())
                : reading;
    }

    /// Digits from beyond the basic plane look like others and are written by nobody.
    private static Reading surrogate(Tape tape, int i) {
        char high = tape.at(i);
        char low = tape.at(i + 1);
        if (!Character.isSurrogatePair(high, low)) {
            return new Reading.Plain(i + 1);
        }
        return Character.isDigit(Character.toCodePoint(high, low))
                ? new Reading.Found(i, i + 2, List.of(List.of(new Fact.Code(tape.cut(i, i + 2)))))
                : new Reading.Plain(i + 2);
    }

    /// The end of "1." or "2)" at the beginning of a line, where it is no day of a month; -1 for
    /// none.
    private int listMarkerEnd(Tape tape, int i) {
        int at = i;
        while (" *#>-".indexOf(tape.before(at)) >= 0) {
            at--;
        }
        if (tape.before(at) != '\n' && tape.before(at) != Tape.END) {
            return -1;
        }
        int end = Tape.isDigit(tape.at(i + 1)) ? i + 2 : i + 1;
        boolean marked = (tape.at(end) == '.' || tape.at(end) == ')') && tape.at(end + 1) == ' ';
        return marked && Dates.read(tape, i) == null && namedDates.read(tape, i, i) == null
                ? end
                : -1;
    }
}
