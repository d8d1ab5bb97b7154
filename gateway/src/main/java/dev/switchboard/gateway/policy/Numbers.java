package dev.switchboard.gateway.policy;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Whole numbers in one language. Their digits are those of this sentence in every language: 1, 2,
/// 3. Thread-safe.
final class Numbers {

    /// Up to here each number is asked for its category; CLDR's rules for larger ones repeat, but
    /// for those that are whole millions.
    private static final int ASKED_MAX = 1_000;

    private final PluralRules rules;
    private final LocalizedNumberFormatter formatter;

    /// Of 0 and the numbers after it.
    private final List<String> categories;

    private Numbers(PluralRules rules, LocalizedNumberFormatter formatter) {
        this.rules = rules;
        this.formatter = formatter;
        this.categories =
                IntStream.rangeClosed(0, ASKED_MAX)
                        .mapToObj(n -> rules.select((double) n))
                        .toList();
    }

    /// @param language primary BCP 47 tag
    static Numbers of(String language) {
        ULocale locale = locale(language);
        return new Numbers(PluralRules.forLocale(locale), NumberFormatter.withLocale(locale));
    }

    static ULocale locale(String language) {
        return ULocale.forLanguageTag(language + "-u-nu-latn");
    }

    /// CLDR's word for numbers of this kind, such as `one` or `few`.
    String category(long number) {
        return number >= 0 && number < categories.size()
                ? categories.get((int) number)
                : rules.select((double) number);
    }

    String format(long number) {
        return formatter.format(number).toString();
    }

    /// The categories that the language has.
    Set<String> categories() {
        return new TreeSet<>(rules.getKeywords());
    }

    /// Those of them that whole numbers below a million need.
    ///
    /// @param but these numbers
    Set<String> neededCategories(Set<Long> but) {
        Set<String> needed = new TreeSet<>(Set.of("other"));
        LongStream.rangeClosed(0, ASKED_MAX)
                .filter(number -> !but.contains(number))
                .forEach(number -> needed.add(category(number)));
        return needed;
    }
}
