package dev.switchboard.gateway.assistant.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads times of day.
final class Clocks {

    private static final String HALVES = "(am|pm|a\\.m\\.|p\\.m\\.)?(?![a-z])";
    private static final Pattern EXACT =
            Pattern.compile("(\\d{1,2})([:h])(\\d{2})(?::\\d{2})?(?!\\d) ?" + HALVES);
    private static final Pattern EXACT_ALONE =
            Pattern.compile("(\\d{1,2})([:h])(\\d{2})(?::\\d{2})?(?!\\d)");
    private static final Pattern HOUR = Pattern.compile("(\\d{1,2}) ?(pm|a\\.m\\.|p\\.m\\.)");
    private static final Pattern HOUR_ENGLISH = Pattern.compile("(\\d{1,2}) ?(am)(?![a-z])");

    private final boolean english;

    /// @param english whether "am" is more than a word
    Clocks(boolean english) {
        this.english = english;
    }

    /// The time that begins at the digit `i`; null where none does.
    @Nullable Reading read(Tape tape, int i) {
        Matcher m = tape.match(EXACT, i);
        if (m == null) {
            m = tape.match(EXACT_ALONE, i);
        }
        if (m != null) {
            String half = m.groupCount() > 3 ? m.group(4) : null;
            return found(m, Integer.parseInt(m.group(3)), half);
        }
        m = tape.match(HOUR, i);
        if (m == null && english) {
            m = tape.match(HOUR_ENGLISH, i);
        }
        return m == null ? null : found(m, 0, m.group(2));
    }

    private static @Nullable Reading found(Matcher m, int minute, @Nullable String half) {
        List<List<Fact>> senses = senses(Integer.parseInt(m.group(1)), minute, half);
        return senses.isEmpty() ? null : new Reading.Found(m.start(), m.end(), senses);
    }

    /// @param half `am`, `pm` or null for one that is not said
    static List<List<Fact>> senses(int hour, int minute, @Nullable String half) {
        List<List<Fact>> senses = new ArrayList<>();
        if (minute < 60 && hour <= 24) {
            if (half == null || hour > 12) {
                senses.add(List.of(new Fact.Clock(hour, minute)));
            }
            boolean second = half == null ? hour <= 12 : half.startsWith("p");
            if (second && hour <= 12) {
                senses.add(List.of(new Fact.Clock(hour % 12 + 12, minute)));
            } else if (half != null && hour <= 12) {
                senses.add(List.of(new Fact.Clock(hour % 12, minute)));
            }
        }
        return senses;
    }
}
