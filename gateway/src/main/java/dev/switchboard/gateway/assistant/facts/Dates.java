package dev.switchboard.gateway.assistant.facts;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ULocale;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates in digits. Where one may be read two ways, each is a sense.
final class Dates {

    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:t(\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?"
                            + "(?:z|[+-]\\d{2}:?\\d{2})?)?(?![\\d-])");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})([./]) ?(\\d{1,2})\\2 ?(\\d{1,2})(?!\\d)");
    private static final Pattern YEAR_LAST =
            Pattern.compile(
                    "(\\d{1,2})([./-])( ?)(\\d{1,2})\\2(?: ?(\\d{4})|\\3(?<!-)(\\d{2}))"
                            + "(?![./-]?\\d)");
    private static final Pattern WITHOUT_YEAR =
            Pattern.compile("(\\d{1,2})(?:/(\\d{1,2})|\\.(\\d{1,2})\\.)(?![/.]?\\d)");
    private static final Pattern EAST_ASIAN =
            Pattern.compile("(?:(\\d{4}) ?[年년] ?)?(\\d{1,2}) ?[月월] ?(\\d{1,2}) ?[日일号號]");
    private static final Pattern VIETNAMESE =
            Pattern.compile("(\\d{1,2}) tháng (\\d{1,2})(?!\\d)(?:,? (?:năm )?(\\d{4})(?!\\d))?");

    private static final int CENTURY = 2000;
    private static final int BUDDHIST_YEARS_AHEAD = 543;

    private Dates() {}

    /// The date that begins at the digit `i`; null where none does.
    static @Nullable Reading read(Tape tape, int i) {
        Matcher m = tape.match(ISO, i);
        if (m != null) {
            return iso(m);
        }
        m = tape.match(EAST_ASIAN, i);
        if (m != null) {
            return found(m, days(year(m.group(1)), number(m, 2), number(m, 3)));
        }
        m = tape.match(VIETNAMESE, i);
        if (m != null) {
            return found(m, days(year(m.group(3)), number(m, 2), number(m, 1)));
        }
        m = tape.match(YEAR_FIRST, i);
        if (m != null) {
            return found(m, days(number(m, 1), number(m, 3), number(m, 4)));
        }
        m = tape.match(YEAR_LAST, i);
        int year = m == null ? 0 : m.group(5) == null ? CENTURY + number(m, 6) : number(m, 5);
        if (m != null && isYear(year)) {
            return found(m, eitherWay(year, number(m, 1), number(m, 4)));
        }
        m = tape.match(WITHOUT_YEAR, i);
        return m == null ? null : withoutYear(m);
    }

    /// Whether a number may be a year of a calendar in use: Persian or Islamic, Gregorian,
    /// Buddhist.
    static boolean isYear(int number) {
        return isOfIslam(number) || (number >= 1900 && number < 2200) || isBuddhist(number);
    }

    private static boolean isOfIslam(int year) {
        return year > 1300 && year < 1500;
    }

    private static boolean isBuddhist(int year) {
        return year > 2400 && year < 2700;
    }

    /// The days of the Gregorian calendar that these may be.
    static Set<Fact.Day> days(int year, int month, int day) {
        Set<Fact.Day> days = new LinkedHashSet<>();
        if (isBuddhist(year)) {
            addGregorian(days, year - BUDDHIST_YEARS_AHEAD, month, day);
        } else if (isOfIslam(year)) {
            add(days, day("persian", year, month, day));
            add(days, day("islamic-umalqura", year, month, day));
        } else {
            addGregorian(days, year, month, day);
        }
        return days;
    }

    /// The day of a calendar as one of the Gregorian; null where there is none such.
    static Fact.@Nullable Day day(String calendar, int year, int month, int day) {
        Calendar dated = Calendar.getInstance(new ULocale("en@calendar=" + calendar));
        dated.setLenient(false);
        dated.clear();
        dated.set(Calendar.EXTENDED_YEAR, year);
        dated.set(Calendar.MONTH, month - 1);
        dated.set(Calendar.DAY_OF_MONTH, day);
        dated.set(Calendar.HOUR_OF_DAY, 12);
        try {
            LocalDate date =
                    LocalDate.ofInstant(dated.getTime().toInstant(), ZoneOffset.systemDefault());
            return new Fact.Day(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable Reading iso(Matcher m) {
        Set<Fact.Day> days = days(number(m, 1), number(m, 2), number(m, 3));
        List<List<Fact>> senses = new ArrayList<>();
        for (Fact.Day day : days) {
            senses.add(
                    m.group(4) == null
                            ? List.of(day)
                            : List.of(day, new Fact.Clock(number(m, 4), number(m, 5))));
        }
        return senses.isEmpty() ? null : new Reading.Found(m.start(), m.end(), senses);
    }

    private static @Nullable Reading found(Matcher m, Set<Fact.Day> days) {
        return days.isEmpty()
                ? null
                : new Reading.Found(m.start(), m.end(), days.stream().map(Dates::sense).toList());
    }

    /// Two numbers may as well be a part of something or a rest of something: "24/7".
    private static @Nullable Reading withoutYear(Matcher m) {
        String second = m.group(2) == null ? m.group(3) : m.group(2);
        Set<Fact.Day> days = eitherWay(0, number(m, 1), Integer.parseInt(second));
        if (days.isEmpty()) {
            return null;
        }
        List<List<Fact>> senses = new ArrayList<>(days.stream().map(Dates::sense).toList());
        senses.add(Quantities.parts(List.of(m.group(1), second)));
        if (m.group(2) == null) {
            senses.add(
                    List.of(
                            new Fact.Quantity(
                                    Quantities.decimal(m.group(1), second), Unit.Bare.NONE)));
        }
        return new Reading.Found(m.start(), m.end(), senses);
    }

    private static List<Fact> sense(Fact.Day day) {
        return List.of(day);
    }

    private static Set<Fact.Day> eitherWay(int year, int one, int other) {
        Set<Fact.Day> days = days(year, other, one);
        days.addAll(days(year, one, other));
        return days;
    }

    private static void addGregorian(Set<Fact.Day> days, int year, int month, int day) {
        try {
            if (year == 0) {
                MonthDay.of(month, day);
            } else {
                LocalDate.of(year, month, day);
            }
            days.add(new Fact.Day(year, month, day));
        } catch (DateTimeException _) {
            // Not the numbers of a day.
        }
    }

    private static void add(Set<Fact.Day> days, Fact.@Nullable Day day) {
        if (day != null) {
            days.add(day);
        }
    }

    private static int year(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
