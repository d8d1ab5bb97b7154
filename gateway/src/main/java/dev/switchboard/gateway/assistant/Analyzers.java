package dev.switchboard.gateway.assistant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;

/// How each language is cut into search terms.
///
/// Lucene's stop words are those of written text. Customers ask, greet and beg, so the words of
/// asking are left out as well: else "how do I bake bread" finds every passage with "how do I" in
/// it.
final class Analyzers {

    private static final String AR =
            """
            كيف متى هل لماذا ماذا ما كم أين اين من فضلك فضلكم لو سمحت سمحتم أريد اريد أرغب \
            ارغب يمكن يمكنني يمكنك أستطيع استطيع لدي عندي لي لقد قد مرحبا مرحبًا أهلا أهلًا \
            السلام عليكم شكرا شكرًا الوقت الساعة اشتريت أشتري اشتري أشتريها حسنا حسنًا الآن \
            جدا جدًا أنا انا أنت نحن أنتم عن لكن ولكن غدا غدًا اليوم أمس\
            """;

    private static final String DE =
            """
            wie wann warum wieso weshalb wo was wer wen wem welche welcher welches kann kannst \
            könnt könnte könnten können möchte möchten muss müssen soll sollte will wollen \
            würde darf gibt geht hallo hi hey moin guten tag morgen abend bitte danke mal \
            schon noch jetzt heute gestern gerade einfach eigentlich hab habt wurde wurden \
            bekomme bekommen bekam mach mache machen über euch eure eurer ihr zeig zeige spät \
            uhr kaufen kaufe kauf gekauft gern gerne hätte\
            """;

    private static final String EN =
            """
            i me my mine you your yours we us new our he she him her his its who whom what \
            when where why how which do does did doing done can could will would should shall \
            may might must am been being have has had having about some any too very just now \
            please hello hi hey thanks thank want wanted like get got go going im i'm i'd i'll \
            i've it's what's that's don't didn't doesn't can't cant dont didnt doesnt so than \
            from up out here there tell say says buy bought buying make time today tomorrow \
            yesterday ok okay them those these\
            """;

    private static final String ES =
            """
            cómo como cuándo cuando cuánto cuanto cuánta cuál cual cuáles dónde donde quién \
            quien qué que por puedo puede puedes pueden podéis podría podrían poder quiero \
            quiere quisiera querría necesito necesita tengo tiene tienen tener hace hacer hago \
            haré hice hay hola buenas buenos días favor gracias vale ahora hoy ayer mañana \
            pone está esta están estoy es son fue me mi mis te tu tus se os vuestro vuestra \
            habéis han tiempo hora nueva comprar compro compré había haber muy más ya no sí\
            """;

    private static final String SV =
            """
            hur när varför var vart vad vem vilka vilken vilket kan kunde ska skulle vill \
            ville måste behöver får få fått fick gör göra gjort hej hejsan köpa köper köpte \
            köpt tjena god morgon dag tack snälla nu idag igår i går imorgon redan bara lite \
            mycket också ju väl nog gärna finns blev blir blivit bli har hade er ert era oss \
            kom kommer kommit visa stället\
            """;

    private static final Map<String, Analyzer> BY_LANGUAGE =
            Map.of(
                    "ar", analyzer(ArabicAnalyzer.getDefaultStopSet(), ArabicAnalyzer::new, AR),
                    "de", analyzer(GermanAnalyzer.getDefaultStopSet(), GermanAnalyzer::new, DE),
                    "en", analyzer(EnglishAnalyzer.getDefaultStopSet(), EnglishAnalyzer::new, EN),
                    "es", analyzer(SpanishAnalyzer.getDefaultStopSet(), SpanishAnalyzer::new, ES),
                    "sv", analyzer(SwedishAnalyzer.getDefaultStopSet(), SwedishAnalyzer::new, SV));

    private Analyzers() {}

    /// The analyser of a primary language tag. Thread-safe.
    static Optional<Analyzer> of(String language) {
        return Optional.ofNullable(BY_LANGUAGE.get(language));
    }

    static SortedSet<String> languages() {
        return new TreeSet<>(BY_LANGUAGE.keySet());
    }

    private static Analyzer analyzer(
            CharArraySet written, Function<CharArraySet, Analyzer> form, String asking) {
        CharArraySet stopWords = new CharArraySet(written, false);
        stopWords.addAll(List.of(asking.split("\\s+")));
        return form.apply(stopWords);
    }
}
