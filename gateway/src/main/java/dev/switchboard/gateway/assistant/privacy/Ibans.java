package dev.switchboard.gateway.assistant.privacy;

import dev.switchboard.gateway.assistant.facts.Folding;
import dev.switchboard.gateway.assistant.privacy.Redaction.Kind;
import dev.switchboard.gateway.assistant.privacy.Redaction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;

/// Finds IBANs with a right checksum, also in groups.
final class Ibans implements Redaction.Finder {

    private static final IBANValidator VALIDATOR = IBANValidator.getInstance();
    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![a-z0-9])[a-z]{2}[ -]?\\d{2}(?:[ -]{0,2}[a-z0-9]){11,40}");
    private static final int LENGTH_MIN = 15;

    @Override
    public List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher candidates = CANDIDATE.matcher(Folding.fold(text));
        int from = 0;
        while (candidates.find(from)) {
            from = candidates.start() + 1;
            String folded = candidates.group();
            StringBuilder iban = new StringBuilder();
            for (int i = 0; i < folded.length(); i++) {
                if (folded.charAt(i) != ' ' && folded.charAt(i) != '-') {
                    iban.append(folded.charAt(i));
                    String value = iban.toString().toUpperCase(Locale.ROOT);
                    if (iban.length() >= LENGTH_MIN && VALIDATOR.isValid(value)) {
                        from = candidates.start() + i + 1;
                        spans.add(new Span(Kind.IBAN, candidates.start(), from, value));
                        break;
                    }
                }
            }
        }
        return spans;
    }
}
