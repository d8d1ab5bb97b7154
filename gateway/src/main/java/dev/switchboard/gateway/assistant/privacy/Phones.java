package dev.switchboard.gateway.assistant.privacy;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.switchboard.gateway.assistant.privacy.Redaction.Kind;
import dev.switchboard.gateway.assistant.privacy.Redaction.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds phone numbers that exist in the region or have a prefix.
final class Phones implements Redaction.Finder {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final String region;

    Phones(String region) {
        this.region = region;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        for (PhoneNumberMatch match :
                NUMBERS.findNumbers(text, region, Leniency.VALID, Long.MAX_VALUE)) {
            if (!isOfOrder(text, match.start())) {
                spans.add(
                        new Span(
                                Kind.PHONE,
                                match.start(),
                                match.end(),
                                NUMBERS.format(match.number(), PhoneNumberFormat.E164)));
            }
        }
        return spans;
    }

    /// Numbers of orders and parcels begin with letters: "LM-20993".
    private static boolean isOfOrder(String text, int begin) {
        int before = begin - 1;
        if (before >= 0 && (text.charAt(before) == '-' || text.charAt(before) == '#')) {
            before--;
            return before < 0 || Character.isLetterOrDigit(text.charAt(before));
        }
        return false;
    }
}
