package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.LanguageWords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Messages in one language that ask for nothing: greetings, thanks, farewells, and a yes or a no
/// where nothing was proposed.
///
/// A message is small talk when it is made of whole phrases of it and of words of greetings,
/// thanks, acknowledgements and farewells, or of a picture alone.
final class EmbeddedModelSmallTalk {
    private static final int WORDS_MAX = 6;
    private static final String DISPLEASED = "👎😞😟😠😡🤬😤😢😭😔😕🙁☹💔🖕";

    /// The weaker ones first: the strongest of a message decides, so that “ok thanks bye” is a
    /// farewell.
    enum Kind {
        ACKNOWLEDGEMENT,
        GREETING,
        YES,
        NO,
        THANKS,
        FAREWELL
    }

    private final Map<String, Kind> phrases = new HashMap<>();
    private final Set<String> words = new HashSet<>();

    EmbeddedModelSmallTalk(LanguageWords language) {
        add(Kind.ACKNOWLEDGEMENT, language.acknowledgement());
        add(Kind.GREETING, language.greeting());
        add(Kind.THANKS, language.thanks());
        add(Kind.FAREWELL, language.farewell());
        // Their words alone may be of any question: “do”, “not”, “cancel”. What is an “ok” too,
        // agrees to nothing here.
        language.yes()
                .forEach(phrase -> phrases.putIfAbsent(LanguageWords.plain(phrase), Kind.YES));
        language.no().forEach(phrase -> phrases.putIfAbsent(LanguageWords.plain(phrase), Kind.NO));
    }

    private void add(Kind kind, Set<String> said) {
        for (String phrase : said) {
            phrases.merge(phrase, kind, (one, other) -> one.compareTo(other) > 0 ? one : other);
            words.addAll(List.of(phrase.split(" ", -1)));
        }
    }

    /// What kind of small talk a message is; nothing where it asks for something.
    Optional<Kind> kind(String message) {
        String plain = LanguageWords.plain(message);
        if (plain.isEmpty()) {
            return isContentSign(message) ? Optional.of(Kind.ACKNOWLEDGEMENT) : Optional.empty();
        }
        String[] said = plain.split(" ", -1);
        if (phrases.containsKey(plain) || said.length > WORDS_MAX || !isSmallTalk(said)) {
            return Optional.ofNullable(phrases.get(plain));
        }
        return Stream.iterate(0, from -> from < said.length, from -> from + 1)
                .flatMap(from ->
                        Stream.iterate(from + 1, to -> to <= said.length, to -> to + 1)
                                .map(to -> phrase(said, from, to)))
                .flatMap(phrase -> Optional.ofNullable(phrases.get(phrase)).stream())
                .max(Kind::compareTo);
    }

    /// Whether whole phrases and words of small talk are all that is said.
    private boolean isSmallTalk(String[] said) {
        int from = 0;
        while (from < said.length) {
            int to = said.length;
            while (to > from && !phrases.containsKey(phrase(said, from, to))) {
                to--;
            }
            if (to == from && !words.contains(said[from])) {
                return false;
            }
            from = Math.max(to, from + 1);
        }
        return true;
    }

    private static String phrase(String[] said, int from, int to) {
        return String.join(" ", Arrays.copyOfRange(said, from, to));
    }

    /// Whether a message without words has a picture, and none of displeasure.
    private static boolean isContentSign(String message) {
        return message.codePoints().anyMatch(Character::isExtendedPictographic)
                && message.codePoints().noneMatch(c -> DISPLEASED.indexOf(c) >= 0);
    }

    /// The polite answer to it.
    static String answer(Kind kind, LanguageWords.Phrases phrases) {
        return switch (kind) {
            case ACKNOWLEDGEMENT -> phrases.acknowledgement();
            case GREETING -> phrases.greeting();
            case THANKS -> phrases.thanks();
            case YES -> phrases.yes();
            case NO -> phrases.no();
            case FAREWELL -> phrases.farewell();
        };
    }
}
