package dev.switchboard.gateway.assistant.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads links and e-mail addresses.
final class Addresses {

    private static final char LAST_OF_EUROPE = '\u0590';
    private static final String URL_CHARS = "[a-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]";
    private static final Pattern LINK =
            Pattern.compile("(?:https?://|www\\.)" + URL_CHARS + "{1,500}+");
    private static final Pattern REST_OF_DOMAIN =
            Pattern.compile("(?:\\.[a-z0-9-]{1,63}+){1,8}+(?:[/?#:]" + URL_CHARS + "{0,500}+)?");
    private static final Pattern REST_OF_MAIL =
            Pattern.compile("@[a-z0-9-]{1,63}+(?:\\.[a-z0-9-]{1,63}+){1,8}+");
    private static final Pattern REST_OF_NAME = Pattern.compile("[a-z0-9_%+-]{1,64}+");
    private static final String CLOSING = ".,;:!?'*_~";

    private static final Set<String> TOP_LEVELS =
            Stream.concat(
                            Stream.of(
                                    "com", "org", "net", "info", "biz", "app", "dev", "shop",
                                    "store", "online", "site", "xyz", "example", "test", "local",
                                    "eu", "edu", "gov", "help", "support", "pay", "bank", "link"),
                            Arrays.stream(Locale.getISOCountries())
                                    .map(code -> code.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toSet());

    private Addresses() {}

    /// At an `h` or a `w`: most words that begin so are no link, and looked at no further.
    static Reading scheme(Tape tape, int i) {
        char second = tape.at(i) == 'h' ? 't' : 'w';
        if (Tape.isAlphanumeric(tape.before(i))
                || tape.at(i + 1) != second
                || tape.at(i + 2) != second) {
            return tape.starved() ? Reading.MORE : new Reading.Plain(i + 1);
        }
        Matcher link = tape.match(LINK, i);
        if (tape.starved()) {
            return Reading.MORE;
        }
        return link == null ? new Reading.Plain(i + 1) : link(tape, i, link.end());
    }

    /// At a full stop, where what stands before it has been taken for a word.
    static Reading domain(Tape tape, int i) {
        if (!Tape.isAlphanumeric(tape.before(i)) || !Tape.isAlphanumeric(tape.at(i + 1))) {
            return tape.starved() ? Reading.MORE : new Reading.Plain(i + 1);
        }
        Matcher rest = tape.match(REST_OF_DOMAIN, i);
        if (tape.starved()) {
            return Reading.MORE;
        }
        int begin = hostBegin(tape, i);
        boolean mails = rest != null && tape.at(rest.end()) == '@';
        if (rest == null || mails || !isHost(tape.cut(begin, rest.end()))) {
            return tape.starved() ? Reading.MORE : new Reading.Plain(i + 1);
        }
        return link(tape, begin, rest.end());
    }

    /// At a digit: the link or the e-mail address that it is a part of; null where it is of none.
    static @Nullable Reading around(Tape tape, int i) {
        Matcher rest = tape.match(REST_OF_NAME, i);
        int end = rest == null ? i : rest.end();
        Reading found =
                switch (tape.at(end)) {
                    case '@' -> mail(tape, end);
                    case '.' -> domain(tape, end);
                    default -> new Reading.Plain(i + 1);
                };
        return tape.starved() ? Reading.MORE : found instanceof Reading.Found ? found : null;
    }

    /// At an `@`.
    static Reading mail(Tape tape, int i) {
        Matcher rest = tape.match(REST_OF_MAIL, i);
        if (tape.starved()) {
            return Reading.MORE;
        }
        int begin = i;
        while (isLocalPart(tape.before(begin))) {
            begin--;
        }
        if (rest == null || begin == i) {
            return new Reading.Plain(i + 1);
        }
        return new Reading.Found(
                begin, rest.end(), List.of(List.of(new Fact.Mail(tape.cut(begin, rest.end())))));
    }

    private static Reading link(Tape tape, int begin, int end) {
        int last = end;
        String address = tape.cut(begin, last);
        while (closes(address)) {
            last--;
            address = tape.cut(begin, last);
        }
        return new Reading.Found(begin, last, List.of(List.of(new Fact.Link(plain(address)))));
    }

    /// Whether the last character belongs to the sentence around the address.
    private static boolean closes(String address) {
        char last = address.charAt(address.length() - 1);
        return CLOSING.indexOf(last) >= 0
                || (last == ')' && address.indexOf('(') < 0)
                || (last == ']' && address.indexOf('[') < 0);
    }

    private static String plain(String address) {
        String rest = address.replaceFirst("^https?://", "").replaceFirst("^www\\.", "");
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private static int hostBegin(Tape tape, int i) {
        int begin = i;
        while (isOfName(tape.before(begin)) || "-.".indexOf(tape.before(begin)) >= 0) {
            begin--;
        }
        return begin;
    }

    /// Whether it ends in a top-level domain after a name of more than one letter: "z.B." does not.
    private static boolean isHost(String address) {
        String host = address.split("[/?#:]", 2)[0];
        String[] labels = host.split("\\.", -1);
        int last = labels.length - 1;
        while (last > 0 && labels[last].isEmpty()) {
            last--;
        }
        return last > 0 && labels[last - 1].length() > 1 && TOP_LEVELS.contains(labels[last]);
    }

    private static boolean isLocalPart(char c) {
        return isOfName(c) || "._%+-".indexOf(c) >= 0;
    }

    /// Words of scripts without spaces stand directly before an address.
    private static boolean isOfName(char c) {
        return Tape.isAlphanumeric(c) || (c < LAST_OF_EUROPE && Tape.isWord(c));
    }
}
