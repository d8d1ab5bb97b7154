package dev.switchboard.gateway.assistant.privacy;

import dev.switchboard.gateway.memory.Recent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes card and account numbers, national ids, addresses and phone numbers out of a turn's texts,
/// and knows what it took.
///
/// Each gives way to a word for its kind. Only e-mail addresses and phone numbers, which a change
/// of the profile may need, can be given back, unless it is one that gives all back; one that
/// stands in several texts has one word in all. Not for several threads. Looking at a text takes
/// some microseconds a word; a worker should.
public final class Redaction {

    /// Words that look like ours, which nobody else may write.
    private static final Pattern OURS =
            Pattern.compile("\\[((?:card|iban|national-id)(?:-\\d+)?|email-\\d+|phone-\\d+)]");

    /// Stands where something has been found, so that it is not found again as something else.
    private static final char FOUND = '\uFFFC';

    /// UTF-16 units of texts that are remembered.
    private static final long CLEAN_UNITS_MAX = 8_000_000;

    private static final int UNITS_BESIDE_TEXT = 64;

    /// Texts in which there is nothing: all that was said is looked at anew for each answer.
    private static final Recent<Source, Boolean> CLEAN =
            new Recent<>(
                    CLEAN_UNITS_MAX, (source, _) -> UNITS_BESIDE_TEXT + source.text().length());

    /// @param region whose numbers may be written in it without a prefix
    private record Source(String text, String region) {}

    private final String region;
    private final boolean all;
    private final List<Finder> finders;
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();

    /// @param region ISO 3166 country whose numbers may be written without a prefix
    public Redaction(String region) {
        this(region, false);
    }

    private Redaction(String region, boolean all) {
        this.region = region;
        this.all = all;
        this.finders =
                List.of(
                        new Mails(),
                        new Ibans(),
                        new NationalIds(region),
                        new Cards(),
                        new Phones(region));
    }

    /// One that gives everything back: for who may read all of it, though the model between may
    /// not.
    public static Redaction givingAllBack(String region) {
        return new Redaction(region, true);
    }

    /// The words of a redaction that stand in a text.
    public static Set<String> words(String text) {
        return OURS.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /// Finds one kind of thing in a text.
    interface Finder {
        List<Span> find(String text);
    }

    /// @param begin index of its first UTF-16 unit
    /// @param end index after its last
    /// @param value the same however it is written
    record Span(Kind kind, int begin, int end, String value) {}

    enum Kind {
        CARD("card"),
        IBAN("iban"),
        NATIONAL_ID("national-id"),
        EMAIL("email"),
        PHONE("phone");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private boolean isGivenBack() {
            return this == EMAIL || this == PHONE;
        }
    }

    /// The text without them.
    public String redact(String text) {
        String own = text.indexOf('[') < 0 ? text : OURS.matcher(text).replaceAll("($1)");
        if (!mayHold(own)) {
            return own;
        }
        var source = new Source(own, region);
        if (CLEAN.find(source).isPresent()) {
            return own;
        }
        List<Span> spans = find(own);
        if (spans.isEmpty()) {
            CLEAN.put(source, true);
        }
        StringBuilder redacted = new StringBuilder();
        int from = 0;
        for (Span span : spans) {
            redacted.append(own, from, span.begin())
                    .append(word(span, own.substring(span.begin(), span.end())));
            from = span.end();
        }
        return redacted.append(own, from, own.length()).toString();
    }

    /// Most texts have neither.
    private static boolean mayHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || Character.isDigit(c)) {
                return true;
            }
        }
        return false;
    }

    /// The text with what may be given back, as it was written first.
    public String restore(String text) {
        if (values.isEmpty() || text.indexOf('[') < 0) {
            return text;
        }
        return OURS.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                values.getOrDefault(found.group(), found.group())));
    }

    private List<Span> find(String text) {
        StringBuilder rest = new StringBuilder(text);
        List<Span> spans = new ArrayList<>();
        for (Finder finder : finders) {
            for (Span span : finder.find(rest.toString())) {
                spans.add(span);
                for (int i = span.begin(); i < span.end(); i++) {
                    rest.setCharAt(i, FOUND);
                }
            }
        }
        spans.sort(Comparator.comparingInt(Span::begin));
        return spans;
    }

    private String word(Span span, String written) {
        if (!all && !span.kind().isGivenBack()) {
            return "[" + span.kind().word + "]";
        }
        String key = span.kind().word + " " + span.value();
        String known = words.get(key);
        if (known == null) {
            long number =
                    words.keySet().stream().filter(k -> k.startsWith(span.kind().word)).count();
            known = "[" + span.kind().word + "-" + (number + 1) + "]";
            words.put(key, known);
            values.put(known, written);
        }
        return known;
    }
}
