package dev.switchboard.gateway.embedded;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Messages that ask for nothing: greetings, thanks, farewells.
///
/// A message is small talk when all of its words belong to it and at least one of them is its mark.
final class EmbeddedModelSmallTalk {
    private static final int WORDS_MAX = 6;
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final Pattern MARKS_OF_ARABIC = Pattern.compile("[\\u064B-\\u0652]");

    /// The weaker ones first: the strongest mark of a message decides, so that “ok thanks bye” is a
    /// farewell.
    private enum Kind {
        ACKNOWLEDGEMENT,
        GREETING,
        THANKS,
        FAREWELL
    }

    /// @param language of the word, for prompts that name none
    private record Mark(Kind kind, String language) {}

    private static final Map<String, Mark> MARKS = new HashMap<>();

    static {
        mark(Kind.GREETING, "en", "hi hello hey hiya morning evening afternoon");
        mark(Kind.GREETING, "sv", "hej hejsan hallå tjena god");
        mark(Kind.GREETING, "de", "hallo guten moin servus grüß");
        mark(Kind.GREETING, "es", "hola buenas buenos");
        mark(Kind.GREETING, "ar", "مرحبا أهلا اهلا السلام سلام صباح مساء");
        mark(Kind.THANKS, "en", "thanks thank thx");
        mark(Kind.THANKS, "sv", "tack tackar");
        mark(Kind.THANKS, "de", "danke dank dankeschön vielen");
        mark(Kind.THANKS, "es", "gracias");
        mark(Kind.THANKS, "ar", "شكرا أشكرك اشكرك");
        mark(Kind.ACKNOWLEDGEMENT, "en", "ok okay great perfect alright");
        mark(Kind.ACKNOWLEDGEMENT, "sv", "okej bra toppen perfekt");
        mark(Kind.ACKNOWLEDGEMENT, "de", "gut prima super perfekt");
        mark(Kind.ACKNOWLEDGEMENT, "es", "vale perfecto bien");
        mark(Kind.ACKNOWLEDGEMENT, "ar", "حسنا تمام ممتاز");
        mark(Kind.FAREWELL, "en", "bye goodbye");
        mark(Kind.FAREWELL, "sv", "hejdå adjö");
        mark(Kind.FAREWELL, "de", "tschüss tschüs wiedersehen");
        mark(Kind.FAREWELL, "es", "adiós adios hasta");
        mark(Kind.FAREWELL, "ar", "وداعا السلامة");
    }

    /// Words that go with a mark and alone say nothing.
    private static final Set<String> FILLERS =
            Set.of(
                    ("there good day you so very much a lot how are to all for the help and again"
                                    + " så mycket du dig för hjälpen dag kväll morgon ha det"
                                    + " schön sehr dir ihnen tag morgen abend für die hilfe auf wie"
                                    + " geht es gott das ist"
                                    + " muchas mil muy días tardes noches por la ayuda luego pronto"
                                    + " qué tal está"
                                    + " عليكم الخير النور جزيلا لك كثيرا مع بك وسهلا على المساعدة")
                            .split(" ", -1));

    private EmbeddedModelSmallTalk() {}

    /// The polite answer, in the prompt's language, or else in the message's; nothing where the message
    /// asks for something.
    static Optional<String> answer(String language, String message) {
        String plain = MARKS_OF_ARABIC.matcher(message.toLowerCase(Locale.ROOT)).replaceAll("");
        List<String> words =
                NOT_LETTERS.splitAsStream(plain).filter(word -> !word.isEmpty()).toList();
        if (words.size() > WORDS_MAX
                || !words.stream().allMatch(w -> MARKS.containsKey(w) || FILLERS.contains(w))) {
            return Optional.empty();
        }
        return words.stream()
                .flatMap(word -> Optional.ofNullable(MARKS.get(word)).stream())
                .max(Comparator.comparing(Mark::kind))
                .map(mark -> phrase(mark, language));
    }

    private static String phrase(Mark mark, String language) {
        EmbeddedModelPhrases phrases =
                EmbeddedModelPhrases.in(language)
                        .or(() -> EmbeddedModelPhrases.in(mark.language()))
                        .orElseThrow();
        return switch (mark.kind()) {
            case ACKNOWLEDGEMENT -> phrases.acknowledgement();
            case GREETING -> phrases.greeting();
            case THANKS -> phrases.thanks();
            case FAREWELL -> phrases.farewell();
        };
    }

    private static void mark(Kind kind, String language, String words) {
        for (String word : words.split(" ", -1)) {
            MARKS.putIfAbsent(word, new Mark(kind, language));
        }
    }
}
