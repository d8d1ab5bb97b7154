package dev.switchboard.gateway.policy;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Whole numbers in one language. Their digits are those of this sentence in every language: 1, 2,
/// 3. Thread-safe.
final class Numbers {

    /// Up to here each number is asked for its category; CLDR's rules for larger ones repeat, but
    /// for those that are whole millions.
    private static final int ASKED_MAX = 1_000;

    private final ULocale locale;
    private volatile @Nullable Data data;

    /// Of 0 and the numbers after it, as far as they have been asked for. Of two that ask at once
    /// each finds the same.
    private final @Nullable String[] categories = new @Nullable String[ASKED_MAX + 1];

    /// What ICU has of the language.
    private record Data(PluralRules rules, LocalizedNumberFormatter formatter) {}

    private Numbers(ULocale locale) {
        this.locale = locale;
    }

    /// Reads nothing of the language before it is asked: most nodes speak few of those they have.
    ///
    /// @param language primary BCP 47 tag
    static Numbers of(String language) {
        return new Numbers(locale(language));
    }

    private Data data() {
        Data read = data;
        if (read == null) {
            read = new Data(PluralRules.forLocale(locale), NumberFormatter.withLocale(locale));
            data = read;
        }
        return read;
    }

    static ULocale locale(String language) {
        return ULocale.forLanguageTag(language + "-u-nu-latn");
    }

    /// CLDR's word for numbers of this kind, such as `one` or `few`.
    String category(long number) {
        if (number < 0 || number > ASKED_MAX) {
            return data().rules().select((double) number);
        }
        String category = categories[(int) number];
        if (category == null) {
            category = data().rules().select((double) number);
            categories[(int) number] = category;
        }
        return category;
    }

    String format(long number) {
        return data().formatter().format(number).toString();
    }

    /// The categories that the language has.
    Set<String> categories() {
        return new TreeSet<>(data().rules().getKeywords());
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
