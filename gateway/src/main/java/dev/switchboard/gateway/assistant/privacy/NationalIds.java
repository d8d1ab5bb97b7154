package dev.switchboard.gateway.assistant.privacy;

import dev.switchboard.gateway.assistant.facts.Folding;
import dev.switchboard.gateway.assistant.privacy.Redaction.Kind;
import dev.switchboard.gateway.assistant.privacy.Redaction.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds national ids with a right checksum or an unmistakable form. Forms that are digits alone
/// and hold no date are looked for in their own country only: one number in ten has a right check
/// digit.
final class NationalIds implements Redaction.Finder {

    /// @param countries where it is looked for; empty: everywhere
    private record Form(Set<String> countries, Pattern pattern, Predicate<String> valid) {
        static Form of(String pattern, Predicate<String> valid, String... countries) {
            return new Form(
                    Set.of(countries),
                    Pattern.compile(
                            "(?<![\\p{L}\\d])(?<![\\p{L}\\d][-#])(?:"
                                    + pattern
                                    + ")(?![\\p{L}\\d]|-\\d)"),
                    valid);
        }
    }

    /// The checks' sources are the countries' own descriptions: Skatteverket (SE), Skatteetaten
    /// (NO), CPR-kontoret (DK), DVV (FI), Ministerio del Interior (ES), Agenzia delle Entrate (IT),
    /// Ministerstwo Cyfryzacji (PL), RvIG (NL), IBZ (BE), Autoridade Tributária (PT), INSEE (FR),
    /// BZSt (DE), Ministerstvo vnitra (CZ, SK), MAI (RO), HMRC (GB), SSA (US), ΗΔΙΚΑ (GR), SVA
    /// (AT), ZAS (CH), DSP (IE), Service Canada (CA), NEAK (HU).
    private static final List<Form> FORMS =
            List.of(
                    Form.of("(?:\\d{2})?\\d{6} ?[-+]? ?\\d{4}", IdChecks::swedish),
                    Form.of("\\d{6} ?\\d{5}", IdChecks::norwegian),
                    Form.of("\\d{6}-\\d{4}", IdChecks::danishForm),
                    Form.of("\\d{6} ?\\d{4}", IdChecks::danish, "DK"),
                    Form.of("\\d{6}[-+a-fu-y]\\d{3}[0-9a-y]", IdChecks::finnish),
                    Form.of("[xyz]?[- ]?\\d{7,8}[- ]?[a-z]", IdChecks::spanish),
                    Form.of(
                            "[a-z]{6} ?[0-9lmnpqrstuv]{2}[abcdehlmprst][0-9lmnpqrstuv]{2}"
                                    + " ?[a-z][0-9lmnpqrstuv]{3}[a-z]",
                            IdChecks::italian),
                    Form.of("\\d{11}", IdChecks::polish),
                    Form.of("\\d{9}|\\d{4}[. ]\\d{2}[. ]\\d{3}", IdChecks::dutch, "NL"),
                    Form.of("\\d{2}\\.?\\d{2}\\.?\\d{2}[- ]?\\d{3}[. ]?\\d{2}", IdChecks::belgian),
                    Form.of("\\d{3} ?\\d{3} ?\\d{3}", IdChecks::portuguese, "PT"),
                    Form.of(
                            "[12] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[ab]) ?\\d{3} ?\\d{3} ?\\d{2}",
                            IdChecks::french),
                    Form.of("\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}", IdChecks::german, "DE"),
                    Form.of("\\d{6}/\\d{3,4}", IdChecks::czech),
                    Form.of("\\d{10}", IdChecks::czech, "CZ", "SK"),
                    Form.of("\\d{13}", IdChecks::romanian),
                    Form.of(
                            "[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\\d{2} ?\\d{2} ?\\d{2} ?[a-d]",
                            _ -> true),
                    Form.of("(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}", _ -> true),
                    Form.of("(?!000|666|9)\\d{3} ?\\d{2} ?\\d{4}", _ -> true, "US"),
                    Form.of("\\d{11}", IdChecks::greek),
                    Form.of("\\d{4} ?\\d{6}", IdChecks::austrian),
                    Form.of("756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}", IdChecks::swiss),
                    Form.of("\\d{7}[a-w][a-iw]?", IdChecks::irish, "IE"),
                    Form.of("\\d{3}[- ]?\\d{3}[- ]?\\d{3}", IdChecks::luhn, "CA"),
                    Form.of("\\d{3}[- ]?\\d{3}[- ]?\\d{3}", IdChecks::hungarian, "HU"));

    private final List<Form> forms;

    /// @param region ISO 3166
    NationalIds(String region) {
        this.forms =
                FORMS.stream()
                        .filter(f -> f.countries().isEmpty() || f.countries().contains(region))
                        .toList();
    }

    @Override
    public List<Span> find(String text) {
        String folded = Folding.fold(text);
        List<Span> spans = new ArrayList<>();
        for (Form form : forms) {
            Matcher found = form.pattern().matcher(folded);
            while (found.find()) {
                int begin = found.start();
                int end = found.end();
                boolean taken = spans.stream().anyMatch(s -> s.begin() < end && begin < s.end());
                String value = found.group().replaceAll("[^a-z0-9+-]", "");
                if (!taken && form.valid().test(value)) {
                    spans.add(new Span(Kind.NATIONAL_ID, begin, end, value));
                }
            }
        }
        return spans;
    }
}
