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

/// Messages in one language that ask for nothing: greetings, thanks, farewells.
///
/// A message is small talk when all of its words belong to it and at least one whole phrase of it
/// is among them.
final class EmbeddedModelSmallTalk {
    private static final int WORDS_MAX = 6;

    /// The weaker ones first: the strongest of a message decides, so that “ok thanks bye” is a
    /// farewell.
    enum Kind {
        ACKNOWLEDGEMENT,
        GREETING,
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
    }

    private void add(Kind kind, Set<String> said) {
        for (String phrase : said) {
            phrases.merge(phrase, kind, (one, other) -> one.compareTo(other) > 0 ? one : other);
            words.addAll(List.of(phrase.split(" ", -1)));
        }
    }

    /// What kind of small talk a message is; nothing where it asks for something.
    Optional<Kind> kind(String message) {
        String[] said = LanguageWords.plain(message).split(" ", -1);
        if (said.length > WORDS_MAX || !words.containsAll(List.of(said))) {
            return Optional.empty();
        }
        return Stream.iterate(0, from -> from < said.length, from -> from + 1)
                .flatMap(from ->
                        Stream.iterate(from + 1, to -> to <= said.length, to -> to + 1)
                                .map(to -> String.join(" ", Arrays.copyOfRange(said, from, to))))
                .flatMap(phrase -> Optional.ofNullable(phrases.get(phrase)).stream())
                .max(Kind::compareTo);
    }

    /// The polite answer to it.
    static String answer(Kind kind, LanguageWords.Phrases phrases) {
        return switch (kind) {
            case ACKNOWLEDGEMENT -> phrases.acknowledgement();
            case GREETING -> phrases.greeting();
            case THANKS -> phrases.thanks();
            case FAREWELL -> phrases.farewell();
        };
    }
}
