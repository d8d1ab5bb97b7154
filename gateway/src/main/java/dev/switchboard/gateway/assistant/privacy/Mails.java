package dev.switchboard.gateway.assistant.privacy;

import dev.switchboard.gateway.assistant.privacy.Redaction.Kind;
import dev.switchboard.gateway.assistant.privacy.Redaction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.commons.validator.routines.EmailValidator;
import org.jspecify.annotations.Nullable;

/// Finds e-mail addresses: whatever stands around an at sign and is a valid one, or has the form of
/// one.
final class Mails implements Redaction.Finder {

    private static final EmailValidator VALIDATOR = EmailValidator.getInstance();

    /// Words of these scripts stand directly before and after an address.
    private static final char FIRST_OF_EAST_ASIA = '\u2E80';

    private static final String AROUND =
            "<>()[]{},;:\"'!?\u3002\u3001\u060C\u00AB\u00BB\u201D\u201C";

    @Override
    public List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int begin = at;
            while (begin > 0 && isInside(text.charAt(begin - 1))) {
                begin--;
            }
            int end = at + 1;
            while (end < text.length() && isInside(text.charAt(end)) && text.charAt(end) != '@') {
                end++;
            }
            Span span = longest(text, begin, at, end, VALIDATOR::isValid);
            if (span == null) {
                span = longest(text, begin, at, end, Mails::hasItsForm);
            }
            if (span != null) {
                spans.add(span);
                at = span.end() - 1;
            }
        }
        return spans;
    }

    /// Whether it would be valid if its last part were a top-level domain, as it may be next year.
    private static boolean hasItsForm(String address) {
        int dot = address.lastIndexOf('.');
        return dot > address.indexOf('@')
                && address.length() - dot > 2
                && address.codePoints().skip(dot + 1L).allMatch(Character::isLetter)
                && VALIDATOR.isValid(address.substring(0, dot) + ".com");
    }

    private static @Nullable Span longest(
            String text, int begin, int at, int end, Predicate<String> valid) {
        for (int last = end; last > at + 1; last--) {
            for (int first = begin; first < at; first++) {
                String address = text.substring(first, last);
                if (valid.test(address)) {
                    return new Span(Kind.EMAIL, first, last, address.toLowerCase(Locale.ROOT));
                }
            }
        }
        return null;
    }

    private static boolean isInside(char c) {
        return c < FIRST_OF_EAST_ASIA && !Character.isWhitespace(c) && AROUND.indexOf(c) < 0;
    }
}
