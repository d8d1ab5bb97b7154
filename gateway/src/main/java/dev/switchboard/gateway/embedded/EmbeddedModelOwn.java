package dev.switchboard.gateway.embedded;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a question is about something of the asker's own: "where is my parcel", not "how long
/// does a parcel take".
final class EmbeddedModelOwn {
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036F\\u064B-\\u0652]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");

    /// Words for "my", of all languages that have one; without accents.
    private static final Set<String> WORDS =
            Set.of(
                    ("my mine min mitt mina mit mine minun mein meine meinen meinem meiner meines"
                                    + " mijn mn mon ma mes mio mia miei mie mi mis meu meva meus"
                                    + " meves minha minhas moj moja moje moi mojej mojego moich"
                                    + " mojom muj moji svuj mea mei mele mans mana manu manas mano"
                                    + " minu mu im ime benim minn saya aking ko"
                                   + " мои моя мое моето моите моят моята моего моеи мою моих ми"
                                    + " міи моі μου שלי من میرا میری میرے मेरा मेरी मेरे আমার")
                            .split(" "));

    /// Where words are not set apart by spaces.
    private static final List<String> PARTS =
            List.of("我的", "私の", "わたしの", "僕の", "제 ", "내 ", "ของฉัน", "ของผม", "cua toi", "cua minh");

    /// How languages end a longer word that say "my" by its ending.
    private static final Map<String, String> ENDINGS =
            Map.of("ar", "ي", "fa", "م", "fi", "ni", "hu", "m", "tr", "m");

    private static final int LONGER_LETTERS_MIN = 4;

    private EmbeddedModelOwn() {}

    /// @param language BCP 47 of the conversation
    static boolean is(String question, String language) {
        String plain =
                MARKS.matcher(normal(question.toLowerCase(Locale.ROOT))).replaceAll("");
        if (PARTS.stream().anyMatch(part -> plain.contains(normal(part)))) {
            return true;
        }
        Optional<String> ending =
                Optional.ofNullable(ENDINGS.get(EmbeddedModelWords.primary(language)));
        return NO_WORD.splitAsStream(plain)
                .anyMatch(word ->
                        WORDS.contains(Normalizer.normalize(word, Normalizer.Form.NFC))
                                || ending.filter(e ->
                                                word.length() >= LONGER_LETTERS_MIN
                                                        && word.endsWith(e))
                                        .isPresent());
    }

    private static String normal(String part) {
        return Normalizer.normalize(part, Normalizer.Form.NFKD);
    }
}
