package dev.switchboard.gateway.evals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `{order.delayed.id}` and the like: what a case takes from the account of the customer who plays
/// it, and with `other.` before it, from somebody else's.
final class Placeholders {
    /// Also those that are misspelt; braces of other kinds are text.
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{((?:other\\.)?(?:order|payment|return|declined|profile)[a-z.-]*)}");

    private static final String OTHER = "other.";

    private static final Pattern KNOWN =
            Pattern.compile(
                    String.join(
                            "|",
                            "order\\.(preparing|transit|pickup|delivered|delayed|lost)"
                                    + "\\.(id|shop|item|bought|amount|tracking|date|place)",
                            "payment\\.(due|overdue|paid|paused|extendable|splittable)"
                                    + "\\.(order|shop|amount|date|until)",
                            "return\\.(reported|received)\\.(order|shop|amount|date|refund-date)",
                            "declined\\.(any|limit|overdue|details|check)\\.(shop|amount|date)",
                            "profile\\.(name|address|email|phone)"));

    private Placeholders() {}

    /// The names in a text, in their order.
    static List<String> in(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /// Those in texts, each once.
    static Set<String> in(Stream<String> texts) {
        return texts.flatMap(text -> in(text).stream())
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    /// Whether an account may have such a thing.
    static boolean isKnown(String name) {
        return KNOWN.matcher(own(name)).matches();
    }

    /// Whether it is somebody else's.
    static boolean isOther(String name) {
        return name.startsWith(OTHER);
    }

    /// The name as on the account it is taken from.
    static String own(String name) {
        return isOther(name) ? name.substring(OTHER.length()) : name;
    }

    /// The text with everything filled in.
    static String fill(String text, Function<String, Optional<String>> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(values.apply(found.group(1)).orElseThrow()));
    }
}
