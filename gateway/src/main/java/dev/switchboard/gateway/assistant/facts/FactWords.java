package dev.switchboard.gateway.assistant.facts;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The words of a language that turn a number into a date, an amount or a duration, from CLDR.
///
/// Languages inflect them; a word is also known by its beginning. The first use of a language takes
/// some milliseconds, so ask on a worker.
final class FactWords {

    /// @param calendar CLDR's name of the calendar
    /// @param number from 1
    record Month(String calendar, int number) {}

    private static final Map<String, FactWords> KNOWN = new ConcurrentHashMap<>();

    private static final String GREGORIAN = "gregorian";
    private static final List<String> CALENDARS = List.of(GREGORIAN, "persian", "islamic-umalqura");

    private static final Map<MeasureUnit, Unit> UNITS =
            Map.of(
                    MeasureUnit.SECOND, Unit.Span.SECOND,
                    MeasureUnit.MINUTE, Unit.Span.MINUTE,
                    MeasureUnit.HOUR, Unit.Span.HOUR,
                    MeasureUnit.DAY, Unit.Span.DAY,
                    MeasureUnit.WEEK, Unit.Span.WEEK,
                    MeasureUnit.MONTH, Unit.Span.MONTH,
                    MeasureUnit.YEAR, Unit.Span.YEAR,
                    MeasureUnit.PERCENT, Unit.Bare.PERCENT);

    /// Enough to meet every plural form of every language.
    private static final List<Number> COUNTS = List.of(0, 1, 2, 3, 5, 11, 21, 100, 1.5);

    private static final List<String> PLURALS =
            List.of("zero", "one", "two", "few", "many", "other");

    private static final List<String> CURRENCIES =
            List.of(
                    "EUR", "USD", "GBP", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON",
                    "BGN", "CHF", "TRY", "RSD", "ALL", "UAH", "RUB", "ILS", "IRR", "INR", "PKR",
                    "BDT", "CNY", "JPY", "KRW", "VND", "IDR", "MYR", "PHP", "THB", "AED", "SAR",
                    "EGP", "CAD", "AUD", "MXN", "BRL", "SGD");

    /// What CLDR has no short word for.
    private static final Map<String, Set<String>> SIGNS =
            Map.ofEntries(
                    Map.entry("$", Set.of("USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD")),
                    Map.entry("€", Set.of("EUR")),
                    Map.entry("£", Set.of("GBP", "EGP")),
                    Map.entry("¥", Set.of("JPY", "CNY")),
                    Map.entry("₩", Set.of("KRW")),
                    Map.entry("₹", Set.of("INR")),
                    Map.entry("₨", Set.of("INR", "PKR")),
                    Map.entry("৳", Set.of("BDT")),
                    Map.entry("₪", Set.of("ILS")),
                    Map.entry("₺", Set.of("TRY")),
                    Map.entry("₽", Set.of("RUB")),
                    Map.entry("₴", Set.of("UAH")),
                    Map.entry("₫", Set.of("VND")),
                    Map.entry("₱", Set.of("PHP")),
                    Map.entry("฿", Set.of("THB")),
                    Map.entry("﷼", Set.of("IRR", "SAR")),
                    Map.entry("kr", Set.of("SEK", "NOK", "DKK", "ISK")),
                    Map.entry("rs", Set.of("INR", "PKR")),
                    Map.entry("rp", Set.of("IDR")),
                    Map.entry("rm", Set.of("MYR")),
                    Map.entry("zł", Set.of("PLN")),
                    Map.entry("kč", Set.of("CZK")),
                    Map.entry("ft", Set.of("HUF")),
                    Map.entry("tl", Set.of("TRY")),
                    Map.entry("元", Set.of("CNY", "TWD", "HKD")),
                    Map.entry("円", Set.of("JPY")),
                    Map.entry("원", Set.of("KRW")),
                    Map.entry("บาท", Set.of("THB")));

    /// Days as people say them, where CLDR counts days and nights or lacks a case.
    private static final Map<String, List<String>> DAYS =
            Map.of(
                    "sv", List.of("dag", "dagar"),
                    "nb", List.of("dag", "dager"),
                    "is", List.of("dag", "daga", "dögum"),
                    "sl", List.of("dnev", "dnevi"));

    /// Beyond it are scripts in which one letter may be a word.
    private static final char LAST_OF_EUROPE = '\u0E00';

    private static final int STEM_MIN = 5;
    private static final int ENDING_MAX = 4;
    private static final int UNIT_STEM_MIN = 3;
    private static final int UNIT_ENDING_MAX = 3;

    private final Map<String, Month> months = new HashMap<>();
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, Unit> shortUnits = new HashMap<>();

    private FactWords(String language) {
        for (ULocale locale : locales(language)) {
            CALENDARS.forEach(calendar -> addMonths(locale, calendar));
            addUnits(locale);
            addCurrencies(locale);
        }
        DAYS.getOrDefault(language, List.of()).forEach(word -> units.put(word, Unit.Span.DAY));
        SIGNS.forEach((sign, codes) -> addMoney(sign, codes));
        CURRENCIES.forEach(code -> addMoney(Folding.fold(code), Set.of(code)));
    }

    /// @param language primary BCP 47 tag
    static FactWords of(String language) {
        return KNOWN.computeIfAbsent(language, FactWords::new);
    }

    /// The month of a folded word, also of an inflected one.
    Optional<Month> month(String word) {
        return stemmed(months, word, STEM_MIN, ENDING_MAX);
    }

    /// What a folded word counts, also an inflected one.
    Optional<Unit> unit(String word) {
        Unit exact = shortUnits.get(word);
        return exact == null
                ? stemmed(units, word, UNIT_STEM_MIN, UNIT_ENDING_MAX)
                : Optional.of(exact);
    }

    /// Which unit of time a folded word is in full.
    Optional<Unit> named(String word) {
        return stemmed(units, word, UNIT_STEM_MIN, UNIT_ENDING_MAX);
    }

    /// What a folded word counts that is inflected in no other way than CLDR has it.
    Optional<Unit> exact(String word) {
        Unit found = units.get(word);
        return Optional.ofNullable(found == null ? shortUnits.get(word) : found);
    }

    private static <T> Optional<T> stemmed(
            Map<String, T> known, String word, int stemMin, int endingMax) {
        T found = known.get(word);
        int shortest = Math.max(stemMin, word.length() - endingMax);
        for (int end = word.length() - 1; found == null && end >= shortest; end--) {
            found = known.get(word.substring(0, end));
        }
        return Optional.ofNullable(found);
    }

    private static List<ULocale> locales(String language) {
        return switch (language) {
            case "tl" -> List.of(new ULocale("fil"));
            case "zh" -> List.of(new ULocale("zh"), new ULocale("zh_Hant"));
            case "sr" -> List.of(new ULocale("sr"), new ULocale("sr_Latn"));
            case "ar" -> List.of(new ULocale("ar"), new ULocale("ar_LB"), new ULocale("ar_DZ"));
            default -> List.of(new ULocale(language));
        };
    }

    private void addMonths(ULocale locale, String calendar) {
        ULocale dated = locale.setKeywordValue("calendar", calendar);
        DateFormatSymbols symbols = new DateFormatSymbols(Calendar.getInstance(dated), dated);
        Map<String, Set<Month>> stems = new LinkedHashMap<>();
        for (int context : List.of(DateFormatSymbols.FORMAT, DateFormatSymbols.STANDALONE)) {
            for (int width : List.of(DateFormatSymbols.WIDE, DateFormatSymbols.ABBREVIATED)) {
                String[] names = symbols.getMonths(context, width);
                for (int i = 0; i < Math.min(12, names.length); i++) {
                    addMonth(Folding.fold(names[i]), new Month(calendar, i + 1), stems);
                }
            }
        }
        stems.forEach((stem, known) -> {
            if (known.size() == 1) {
                months.putIfAbsent(stem, known.iterator().next());
            }
        });
    }

    /// A vowel may fall out before an ending, so a stem is also what is left without the last two
    /// letters, where only one month begins so.
    private void addMonth(String name, Month month, Map<String, Set<Month>> stems) {
        String word = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (word.length() < 2 || word.chars().noneMatch(Character::isLetter)) {
            return;
        }
        months.putIfAbsent(word, month);
        for (int cut = 1; cut <= 2 && word.length() - cut >= STEM_MIN; cut++) {
            stems.computeIfAbsent(word.substring(0, word.length() - cut), _ -> new HashSet<>())
                    .add(month);
        }
    }

    private void addUnits(ULocale locale) {
        MeasureFormat wide = MeasureFormat.getInstance(locale, MeasureFormat.FormatWidth.WIDE);
        MeasureFormat brief = MeasureFormat.getInstance(locale, MeasureFormat.FormatWidth.SHORT);
        UNITS.forEach((measure, unit) -> {
            for (Number count : COUNTS) {
                // "21 de zile": what comes last is the unit.
                List<String> named = words(wide.format(new Measure(count, measure)));
                if (!named.isEmpty()) {
                    units.putIfAbsent(named.getLast(), unit);
                }
                for (String word : words(brief.format(new Measure(count, measure)))) {
                    // "1 a 3 días" is no year; an hour is an h everywhere.
                    if (word.length() > 2 || word.charAt(0) > LAST_OF_EUROPE || word.equals("h")) {
                        shortUnits.putIfAbsent(word, unit);
                    }
                }
            }
        });
    }

    private void addCurrencies(ULocale locale) {
        for (String code : CURRENCIES) {
            Currency currency = Currency.getInstance(code);
            String sign = Folding.fold(currency.getSymbol(locale));
            if (!sign.isEmpty()) {
                addMoney(sign, Set.of(code));
            }
            for (String plural : PLURALS) {
                List<String> name =
                        words(currency.getName(locale, Currency.PLURAL_LONG_NAME, plural, null));
                if (!name.isEmpty()) {
                    addMoney(name.getFirst(), Set.of(code));
                    addMoney(name.getLast(), Set.of(code));
                }
            }
        }
    }

    private void addMoney(String word, Set<String> codes) {
        boolean initial = word.length() < 2 && Character.isLetter(word.charAt(0));
        if ((initial && word.charAt(0) < LAST_OF_EUROPE) || units.get(word) instanceof Unit.Span) {
            return;
        }
        Set<String> all = new HashSet<>(codes);
        if (shortUnits.get(word) instanceof Unit.Money money) {
            all.addAll(money.currencies());
        }
        shortUnits.put(word, new Unit.Money(all));
    }

    /// The words of a text that has numbers, folded.
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Folding.fold(text).split("[^\\p{L}\\p{M}]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
