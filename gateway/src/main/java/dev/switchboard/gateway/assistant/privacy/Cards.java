package dev.switchboard.gateway.assistant.privacy;

import dev.switchboard.gateway.assistant.facts.Folding;
import dev.switchboard.gateway.assistant.privacy.Redaction.Kind;
import dev.switchboard.gateway.assistant.privacy.Redaction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.jspecify.annotations.Nullable;

/// Finds card numbers: 12 to 19 digits with a right check digit, alone or in groups, of which an
/// expiry or a security code may follow.
final class Cards implements Redaction.Finder {

    private static final Pattern RUN =
            Pattern.compile(
                    "(?<![a-z0-9])(?<![a-z]-)[2-6]\\d*(?:[ ./\u00B7_\u200E-]{1,3}\\d+)*(?![a-z])");
    private static final Pattern GROUP = Pattern.compile("\\d+");
    private static final int DIGITS_MIN = 12;
    private static final int DIGITS_MAX = 19;

    @Override
    public List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        String folded = Folding.fold(text);
        Matcher runs = RUN.matcher(folded);
        int from = 0;
        while (runs.find(from)) {
            Span span = card(folded, runs.start(), runs.end());
            if (span == null) {
                from = endOfGroup(folded, runs.start());
            } else {
                spans.add(span);
                from = span.end();
            }
        }
        return spans;
    }

    private static @Nullable Span card(String text, int begin, int end) {
        StringBuilder digits = new StringBuilder();
        Matcher groups = GROUP.matcher(text).region(begin, end);
        Span longest = null;
        while (groups.find() && digits.length() <= DIGITS_MAX) {
            digits.append(groups.group());
            int length = digits.length();
            if (length >= DIGITS_MIN
                    && length <= DIGITS_MAX
                    && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits.toString())) {
                longest = new Span(Kind.CARD, begin, groups.end(), digits.toString());
            }
        }
        return longest;
    }

    private static int endOfGroup(String text, int begin) {
        int end = begin;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
