package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.Languages;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a question is about something of the asker's own: "where is my parcel", not "how long
/// does a parcel take".
final class EmbeddedModelOwn {
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036F\\u064B-\\u0652]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");

    /// Words for "my", without accents; where words are not set apart by spaces, parts of a text.
    private static final Map<String, List<String>> WORDS =
            Map.ofEntries(
                    words("en", "my mine"),
                    words("sv", "min mitt mina"),
                    words("nb", "min mitt mine mi"),
                    words("da", "min mit mine"),
                    words("is", "minn min mitt mina minum minni"),
                    words("fi", "minun"),
                    words("de", "mein meine meinen meinem meiner meines"),
                    words("nl", "mijn mn"),
                    words("fr", "mon ma mes"),
                    words("it", "mio mia miei mie"),
                    words("es", "mi mis mio mia"),
                    words("ca", "meu meva meus meves"),
                    words("pt", "meu minha meus minhas"),
                    words("ro", "meu mea mei mele"),
                    words("pl", "moj moja moje moi mojej mojego moich moim"),
                    words("cs", "muj moje moji me meho svuj svou"),
                    words("sk", "moj moja moje mojho mojej moju"),
                    words("hr", "moj moja moje moju mog moji"),
                    words("sr", "moj moja moje moju mog moji мој моја моје моју мог"),
                    words("sl", "moj moja moje mojo moji"),
                    words("bg", "ми моят моя моята моето моите"),
                    words("ru", "мои моя мое моего моеи мою моих"),
                    words("uk", "міи моя моє мого моєї мою моі"),
                    words("el", "μου"),
                    words("hu", "en"),
                    words("et", "minu mu"),
                    words("lv", "mans mana manu manas mani"),
                    words("lt", "mano"),
                    words("sq", "im ime mia mi"),
                    words("tr", "benim"),
                    words("he", "שלי"),
                    words("fa", "من"),
                    words("ur", "میرا میری میرے"),
                    words("hi", "मेरा मेरी मेरे"),
                    words("bn", "আমার"),
                    words("id", "saya ku"),
                    words("ms", "saya"),
                    words("tl", "ko aking"));

    private static final Map<String, List<String>> PARTS =
            Map.of(
                    "zh", List.of("我的", "我买", "我還", "我还"),
                    "ja", List.of("私の", "わたしの", "僕の", "注文した", "届きません", "届かない"),
                    "ko", List.of("제 ", "내 "),
                    "th", List.of("ของฉัน", "ของผม", "ของดิฉัน"),
                    "vi", List.of("cua toi", "cua minh", "cua em"));

    /// How languages end a longer word that say "my" by its ending.
    private static final Map<String, String> ENDINGS =
            Map.of("ar", "ي", "fa", "م", "fi", "ni", "hu", "m", "tr", "m");

    private static final int LONGER_LETTERS_MIN = 4;

    private EmbeddedModelOwn() {}

    /// @param language BCP 47 of the conversation
    static boolean is(String question, String language) {
        String plain = plain(question);
        String primary = Languages.primary(language);
        if (PARTS.getOrDefault(primary, List.of()).stream()
                .anyMatch(part -> plain.contains(plain(part)))) {
            return true;
        }
        List<String> mine = WORDS.getOrDefault(primary, List.of());
        Optional<String> ending = Optional.ofNullable(ENDINGS.get(primary));
        return NO_WORD.splitAsStream(plain)
                .anyMatch(word ->
                        mine.contains(word)
                                || ending.filter(e ->
                                                word.length() >= LONGER_LETTERS_MIN
                                                        && word.endsWith(e))
                                        .isPresent());
    }

    private static Map.Entry<String, List<String>> words(String language, String words) {
        return Map.entry(
                language, Stream.of(words.split(" ", -1)).map(EmbeddedModelOwn::plain).toList());
    }

    private static String plain(String text) {
        String apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        return MARKS.matcher(apart).replaceAll("");
    }
}
