package dev.switchboard.gateway.policy;

import dev.switchboard.gateway.config.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How a value is written.
///
/// @param needed what is allowed, as a clause: "a time … is needed"
/// @param parse the value of a text; nothing where the text has not this form
public record Form<T>(String needed, Function<String, Optional<T>> parse) {
    public static final Form<String> NAME =
            matching(
                    "[a-z][a-z0-9-]{0,63}",
                    "a name of small letters, digits and - that begins with a letter is needed");

    /// As tokens spell it, so that whatever one may hold can be named.
    public static final Form<String> SKILL =
            matching(
                    "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,127}",
                    "a skill of letters, digits, ., _ and - is needed");

    public static final Form<String> MARKET =
            new Form<>(
                    "an ISO 3166 country in two capital letters, such as SE, is needed",
                    text -> Optional.of(text).filter(Set.of(Locale.getISOCountries())::contains));

    public static final Form<String> LANGUAGE =
            new Form<>(
                    "a BCP 47 language such as sv or pt-BR is needed",
                    text -> Optional.of(text).filter(Form::isLanguage));

    public static final Form<String> PRIMARY_LANGUAGE =
            new Form<>(
                    "a BCP 47 language without a country, such as sv, is needed",
                    text -> LANGUAGE.parse().apply(text).filter(tag -> tag.indexOf('-') < 0));

    public static final Form<ZoneId> ZONE =
            new Form<>(
                    "a time zone such as Europe/Stockholm is needed",
                    text ->
                            Optional.of(text)
                                    .filter(ZoneId.getAvailableZoneIds()::contains)
                                    .map(ZoneId::of));

    public static final Form<LocalDate> DATE =
            new Form<>("a day such as 2026-12-24 is needed", Form::date);

    public static Form<Duration> time(Duration least, Duration most) {
        return new Form<>(
                "a time from %s to %s is needed".formatted(Times.text(least), Times.text(most)),
                text ->
                        Times.parse(text)
                                .filter(time ->
                                        time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
    }

    public static Form<Integer> number(int least, int most) {
        return new Form<>(
                "a whole number from %d to %d is needed".formatted(least, most),
                text ->
                        Optional.of(text)
                                .filter(digits -> digits.matches("\\d{1,9}"))
                                .map(Integer::valueOf)
                                .filter(number -> number >= least && number <= most));
    }

    public static Form<String> oneOf(Collection<String> words) {
        return new Form<>(
                "one of %s is needed".formatted(String.join(", ", words)),
                text -> Optional.of(text).filter(words::contains));
    }

    private static Form<String> matching(String pattern, String needed) {
        Pattern compiled = Pattern.compile(pattern);
        return new Form<>(needed, text -> Optional.of(text).filter(compiled.asMatchPredicate()));
    }

    private static boolean isLanguage(String text) {
        String[] parts = text.split("-", -1);
        boolean country = parts.length == 1 || MARKET.parse().apply(parts[1]).isPresent();
        return parts.length <= 2 && country && Set.of(Locale.getISOLanguages()).contains(parts[0]);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
