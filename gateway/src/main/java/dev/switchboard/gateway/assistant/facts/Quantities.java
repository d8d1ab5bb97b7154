package dev.switchboard.gateway.assistant.facts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads amounts, durations, phone numbers and whatever else is made of digits.
final class Quantities {

    private static final Pattern GROUPED =
            Pattern.compile(
                    "(\\d{1,3}(?:([ ',.])\\d{3}(?!\\d))(?:\\2\\d{3}(?!\\d)){0,6})"
                            + "(?:(?!\\2)[.,](\\d{1,4})(?!\\d))?");
    private static final Pattern INDIAN =
            Pattern.compile("(\\d{1,2}(?:,\\d{2}){1,5},\\d{3})(?:\\.(\\d{1,4}))?(?!\\d)");
    private static final Pattern SIMPLE =
            Pattern.compile("(\\d{1,40}+)(?:[.,](\\d{1,8}+)(?![.,]?\\d))?");
    private static final Pattern RUN =
            Pattern.compile(
                    "\\+?\\(?(?:\\d{1,6}(?: ?[()] ?| - |[ ./-])(?=\\d)){0,10}\\d{1,30}(?![\\d:])");

    /// “100000.50” is no phone number.
    private static final Pattern DECIMAL = Pattern.compile("[1-9]\\d*\\.\\d{1,2}");

    private static final Pattern CODE =
            Pattern.compile(
                    "(?=[a-z0-9_-]{0,40}[a-z])[a-z0-9]{1,40}+(?:[-_][a-z0-9]{1,40}+){0,8}+");
    private static final Pattern NUMBER_AND_WORD = Pattern.compile("\\d+[a-z]+");

    private static final BigDecimal MYRIAD = BigDecimal.valueOf(10_000);
    private static final int PHONE_DIGITS_MIN = 7;
    private static final int CODE_DIGITS_MIN = 3;
    private static final int WORD_CODE_DIGITS_MIN = 4;

    private final Units units;

    Quantities(Units units) {
        this.units = units;
    }

    /// Letters and digits that name one thing, such as an order; null where `i` is in no such name.
    ///
    /// @param floor where what has been read already ends
    static @Nullable Reading code(Tape tape, int i, int floor) {
        int begin = i;
        while (begin > floor
                && (Tape.isAlphanumeric(tape.before(begin))
                        || "-_".indexOf(tape.before(begin)) >= 0)) {
            begin--;
        }
        while (begin < i && !Tape.isAlphanumeric(tape.at(begin))) {
            begin++;
        }
        Matcher m = tape.match(CODE, begin);
        if (m == null || !isCode(m.group())) {
            return null;
        }
        String code = m.group().replaceAll("[-_]", "");
        List<String> digits = digits(m.group());
        List<List<Fact>> senses = new ArrayList<>(List.of(List.of(new Fact.Code(code))));
        if (digits.size() == 1 && digits.getFirst().length() >= WORD_CODE_DIGITS_MIN) {
            senses.add(parts(digits));
        }
        return new Reading.Found(begin, m.end(), senses);
    }

    private static boolean isCode(String token) {
        List<String> digits = digits(token);
        int count = digits.stream().mapToInt(String::length).sum();
        if (NUMBER_AND_WORD.matcher(token).matches() || count < CODE_DIGITS_MIN) {
            return false;
        }
        boolean mixed = false;
        for (String part : token.split("[-_]", -1)) {
            boolean letters = part.chars().anyMatch(c -> !Tape.isDigit((char) c));
            boolean numbers = part.chars().anyMatch(c -> Tape.isDigit((char) c));
            mixed |= letters && numbers && !NUMBER_AND_WORD.matcher(part).matches();
        }
        boolean wordFirst = !Tape.isDigit(token.charAt(0));
        return mixed || (wordFirst && (digits.size() > 1 || count >= WORD_CODE_DIGITS_MIN));
    }

    private static List<String> digits(String token) {
        List<String> digits = new ArrayList<>();
        for (String part : token.split("\\D+", -1)) {
            if (!part.isEmpty()) {
                digits.add(part);
            }
        }
        return digits;
    }

    /// What begins at a digit, or at a plus before one.
    Reading read(Tape tape, int i) {
        Matcher run = tape.match(RUN, i);
        Matcher grouped = grouped(tape, i);
        if (run == null) {
            return quantity(tape, i, grouped, -1);
        }
        String text = run.group();
        boolean phone = text.startsWith("+") || text.startsWith("0");
        if (run.end() > i + 1 && count(text) >= PHONE_DIGITS_MIN && (phone || grouped == null)) {
            List<String> groups = digits(text);
            if ((groups.size() > 1 || phone) && !DECIMAL.matcher(text).matches()) {
                return named(run, groups);
            }
        }
        return text.startsWith("+")
                ? new Reading.Plain(i + 1)
                : quantity(tape, i, grouped, run.end());
    }

    /// The number in groups that begins at `i`; null where none does.
    static @Nullable Matcher grouped(Tape tape, int i) {
        Matcher m = tape.match(INDIAN, i);
        return m == null ? tape.match(GROUPED, i) : m;
    }

    /// A phone number, or an order's. Digits in groups may also be numbers that have little to do
    /// with each other: "10-14 2026".
    private static Reading named(Matcher run, List<String> groups) {
        String digits = String.join("", groups);
        String plus = run.group().startsWith("+") ? "+" : "";
        List<List<Fact>> senses = new ArrayList<>();
        senses.add(List.of(new Fact.Phone(plus + digits)));
        senses.add(List.of(new Fact.Code(digits)));
        if (plus.isEmpty() && groups.stream().allMatch(group -> group.length() > 1)) {
            senses.add(parts(groups));
        }
        return new Reading.Found(run.start(), run.end(), senses);
    }

    private Reading quantity(Tape tape, int i, @Nullable Matcher grouped, int runEnd) {
        Matcher m = grouped == null ? tape.match(SIMPLE, i) : grouped;
        if (m == null) {
            return new Reading.Plain(i + 1);
        }
        List<BigDecimal> values = grouped == null ? simple(m) : grouped(m);
        int end = m.end();
        if ("万萬만".indexOf(tape.at(end)) >= 0) {
            end++;
            values = values.stream().map(MYRIAD::multiply).toList();
        }
        Optional<Unit> before = units.before(tape, i);
        Optional<Units.Read> after = before.isPresent() ? Optional.empty() : units.after(tape, end);
        Unit unit = before.or(() -> after.map(Units.Read::unit)).orElse(Unit.Bare.NONE);
        List<List<Fact>> senses = new ArrayList<>();
        for (BigDecimal value : values) {
            senses.add(List.of(new Fact.Quantity(value, unit)));
        }
        if (unit == Unit.Bare.NONE) {
            addSensesWithoutUnit(tape, m, runEnd, senses);
        }
        return new Reading.Found(i, after.map(Units.Read::end).orElse(end), senses);
    }

    private static void addSensesWithoutUnit(
            Tape tape, Matcher m, int runEnd, List<List<Fact>> senses) {
        String text = m.group();
        List<String> groups = digits(text);
        if (isSmall(text, tape, m.end())) {
            senses.add(List.of());
        }
        if (groups.size() == 2
                && groups.getLast().length() == 2
                && groups.getFirst().length() < 3) {
            senses.addAll(
                    Clocks.senses(
                            Integer.parseInt(groups.getFirst()),
                            Integer.parseInt(groups.getLast()),
                            null));
        }
        if (groups.size() > 1 && groups.getFirst().length() > 1 && text.indexOf(' ') >= 0) {
            senses.add(parts(groups));
        }
        if (runEnd == m.end() && count(text) >= PHONE_DIGITS_MIN) {
            senses.add(List.of(new Fact.Phone(String.join("", groups))));
            senses.add(List.of(new Fact.Code(String.join("", groups))));
        }
    }

    /// Numbers of one digit are words as much as facts, unless more digits follow unseen.
    private static boolean isSmall(String digits, Tape tape, int end) {
        return digits.length() == 1
                && !(tape.at(end) == Folding.DIRECTION && Tape.isDigit(tape.at(end + 1)));
    }

    private static List<BigDecimal> simple(Matcher m) {
        return List.of(decimal(m.group(1), m.group(2)));
    }

    /// What a number in groups may be: "1.250" is a thousand and a quarter, or one and a quarter.
    static List<BigDecimal> grouped(Matcher m) {
        String decimals = m.group(m.groupCount());
        String whole = m.group(1);
        String[] groups = whole.split("\\D", -1);
        BigDecimal value = decimal(String.join("", groups), decimals);
        boolean either = decimals == null && groups.length == 2 && whole.matches("\\d+[.,]\\d+");
        return either ? List.of(value, decimal(groups[0], groups[1])) : List.of(value);
    }

    static BigDecimal decimal(String whole, @Nullable String decimals) {
        return new BigDecimal(decimals == null ? whole : whole + "." + decimals);
    }

    /// Numbers that stand within something; those of one digit say nothing.
    static List<Fact> parts(List<String> numbers) {
        List<Fact> parts = new ArrayList<>();
        for (String number : numbers) {
            if (number.length() > 1) {
                parts.add(new Fact.Part(new BigDecimal(number)));
            }
        }
        return parts;
    }

    private static int count(String text) {
        return (int) text.chars().filter(c -> Tape.isDigit((char) c)).count();
    }
}
