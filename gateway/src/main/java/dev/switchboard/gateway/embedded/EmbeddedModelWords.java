package dev.switchboard.gateway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of a text that carry its meaning, each as its stem. Not for two threads at once.
///
/// Beside the usual stop words, the words with which people ask are left out: they say that
/// something is asked, not what.
final class EmbeddedModelWords {
    private static final int STEM_LETTERS_MIN = 4;

    /// A compound's last part is what it is about, but short ends are endings.
    private static final int HEAD_LETTERS_MIN = 6;

    private static final Map<String, List<String>> ASKING =
            Map.of(
                    "en",
                    words(
                            "i you we he she my your our me us how what when where why which who do"
                                    + " does did can could would should may might am are was were"
                                    + " been have has had want wants need needs like please tell"
                                    + " know get got about from any some there here it's i'm i've"
                                    + " don't hi hello hey thanks thank just also"),
                    "sv",
                    words(
                            "hur vad när var varför vilken vilket vilka vem kan kunde vill ville ska"
                                    + " skulle får få behöver behöva snälla gärna veta säg finns hej"
                                    + " hejsan tack mig min mitt mina er ert era också"),
                    "de",
                    words(
                            "wie was wann wo warum welche welcher welches wer kann könnte möchte"
                                    + " will soll sollte darf muss brauche bitte sagen wissen gibt"
                                    + " hallo danke mein meine meinen meiner ihr ihre auch mir mich"),
                    "es",
                    words(
                            "cómo como qué que cuánto cuánta cuántos cuántas cuándo dónde por cuál cuáles quién puedo puede podría"
                                    + " quiero quisiera debo necesito favor saber decir hay hola"
                                    + " gracias mi mis su sus también me hago hacer"),
                    "ar",
                    words(
                            "كيف ماذا متى أين لماذا ما هل من أي يمكنني يمكن أريد اريد أحتاج احتاج"
                                    + " فضلك رجاء لو سمحت مرحبا شكرا لي أنا انا عندي لدي"));

    private static final Map<String, Function<CharArraySet, Analyzer>> ANALYZERS =
            Map.of(
                    "en", EnglishAnalyzer::new,
                    "sv", SwedishAnalyzer::new,
                    "de", GermanAnalyzer::new,
                    "es", SpanishAnalyzer::new,
                    "ar", ArabicAnalyzer::new);

    private static final Map<String, CharArraySet> STOP_WORDS =
            Map.of(
                    "en", EnglishAnalyzer.getDefaultStopSet(),
                    "sv", SwedishAnalyzer.getDefaultStopSet(),
                    "de", GermanAnalyzer.getDefaultStopSet(),
                    "es", SpanishAnalyzer.getDefaultStopSet(),
                    "ar", ArabicAnalyzer.getDefaultStopSet());

    private final Map<String, Analyzer> analyzers = new HashMap<>();

    /// The part of a BCP 47 tag that names the language.
    static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }

    /// The stems of a text, in the order in which they first occur.
    ///
    /// @param language BCP 47; one without rules of its own is cut into plain words
    Set<String> stems(String language, String text) {
        String primary = primary(language);
        String known = ANALYZERS.containsKey(primary) ? primary : "";
        Analyzer analyzer = analyzers.computeIfAbsent(known, EmbeddedModelWords::analyzer);
        Set<String> stems = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                stems.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // A string cannot fail to be read.
        }
        return stems;
    }

    /// Whether two stems are of one word, or one begins the other or ends it, as in a compound.
    static boolean akin(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        return longer.equals(shorter)
                || (shorter.length() >= STEM_LETTERS_MIN && longer.startsWith(shorter))
                || (shorter.length() >= HEAD_LETTERS_MIN && longer.endsWith(shorter));
    }

    /// Whether any of these stems is akin to this one.
    static boolean anyAkin(String stem, Set<String> stems) {
        return stems.contains(stem) || stems.stream().anyMatch(other -> akin(stem, other));
    }

    private static Analyzer analyzer(String language) {
        Function<CharArraySet, Analyzer> maker = ANALYZERS.get(language);
        CharArraySet usual = STOP_WORDS.get(language);
        List<String> asking = ASKING.get(language);
        if (maker == null || usual == null || asking == null) {
            return new StandardAnalyzer();
        }
        CharArraySet stop = new CharArraySet(usual, true);
        stop.addAll(asking);
        return maker.apply(stop);
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }
}
