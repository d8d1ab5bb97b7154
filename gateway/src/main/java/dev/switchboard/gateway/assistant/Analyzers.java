package dev.switchboard.gateway.assistant;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.stempel.StempelFilter;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/// How each language is cut into search terms.
///
/// A language has the stemmer of Lucene's that serves it; one that Lucene has none for is cut to
/// the first letters of each word, which in languages that inflect at the end comes close to one.
final class Analyzers {
    private static final Set<String> LANGUAGES =
            Set.of(
                    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
                    "fr", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "ms",
                    "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tl",
                    "tr", "uk", "ur", "vi", "zh");

    private Analyzers() {}

    /// A new analyser of a primary language tag, thread-safe; nothing for a language that cannot be
    /// searched. Some read a dictionary of several megabytes at their first word.
    ///
    /// @param asking words with which people ask, greet and beg, in that language. Lucene's own
    ///   stop words are those of written text; else "how do I bake bread" finds every passage with
    ///   "how do I" in it
    static Optional<Analyzer> of(String language, Set<String> asking) {
        if (!LANGUAGES.contains(language)) {
            return Optional.empty();
        }
        Cut cut = cut(language);
        return Optional.of(cut.with(asking));
    }

    static SortedSet<String> languages() {
        return new TreeSet<>(LANGUAGES);
    }

    private static Cut cut(String language) {
        return switch (language) {
            case "ja" -> AsianCuts.japanese();
            case "ko" -> AsianCuts.korean();
            case "zh" -> AsianCuts.chinese();
            case "th" -> AsianCuts.thai();
            case "ar", "bn", "fa", "he", "hi", "ur" -> otherScript(language);
            case "bg", "el", "ru", "sr", "uk" -> cyrillicOrGreek(language);
            case "ca", "es", "fr", "it", "pt", "ro" -> romance(language);
            case "da", "de", "en", "is", "nb", "nl", "sv" -> germanic(language);
            default -> latin(language);
        };
    }

    private static Cut germanic(String language) {
        return switch (language) {
            case "da" -> Cut.snowball(DanishAnalyzer.getDefaultStopSet(), DanishStemmer::new);
            case "de" ->
                    Cut.words(GermanAnalyzer.getDefaultStopSet())
                            .stem(in ->
                                    new GermanLightStemFilter(new GermanNormalizationFilter(in)));
            case "en" ->
                    Cut.words(EnglishAnalyzer.getDefaultStopSet())
                            .before(EnglishPossessiveFilter::new)
                            .stem(PorterStemFilter::new);
            case "nb" -> Cut.snowball(NorwegianAnalyzer.getDefaultStopSet(), NorwegianStemmer::new);
            case "nl" -> Cut.snowball(DutchAnalyzer.getDefaultStopSet(), DutchStemmer::new);
            case "sv" -> Cut.snowball(SwedishAnalyzer.getDefaultStopSet(), SwedishStemmer::new);
            default -> Cut.beginnings();
        };
    }

    private static Cut romance(String language) {
        return switch (language) {
            case "ca" ->
                    Cut.snowball(CatalanAnalyzer.getDefaultStopSet(), CatalanStemmer::new)
                            .elided("d", "l", "m", "n", "s", "t");
            case "es" ->
                    Cut.words(SpanishAnalyzer.getDefaultStopSet())
                            .stem(SpanishLightStemFilter::new);
            case "fr" ->
                    Cut.words(FrenchAnalyzer.getDefaultStopSet())
                            .stem(FrenchLightStemFilter::new)
                            .elided(
                                    "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu",
                                    "lorsqu");
            case "it" ->
                    Cut.words(ItalianAnalyzer.getDefaultStopSet())
                            .stem(ItalianLightStemFilter::new)
                            .elided(
                                    "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "un",
                                    "m", "t", "s", "v", "d", "quell", "quest", "dov", "com");
            case "pt" ->
                    Cut.words(PortugueseAnalyzer.getDefaultStopSet())
                            .stem(PortugueseLightStemFilter::new);
            default -> Cut.snowball(RomanianAnalyzer.getDefaultStopSet(), RomanianStemmer::new);
        };
    }

    private static Cut cyrillicOrGreek(String language) {
        return switch (language) {
            case "bg" ->
                    Cut.words(BulgarianAnalyzer.getDefaultStopSet()).stem(BulgarianStemFilter::new);
            case "el" ->
                    Cut.words(GreekAnalyzer.getDefaultStopSet())
                            .before(GreekLowerCaseFilter::new)
                            .stem(GreekStemFilter::new);
            case "ru" -> Cut.snowball(RussianAnalyzer.getDefaultStopSet(), RussianStemmer::new);
            // Customers write either script.
            case "sr" ->
                    Cut.beginnings(SerbianAnalyzer.getDefaultStopSet())
                            .before(SerbianNormalizationFilter::new);
            default -> Cut.beginnings();
        };
    }

    private static Cut otherScript(String language) {
        return switch (language) {
            case "ar" ->
                    Cut.words(ArabicAnalyzer.getDefaultStopSet())
                            .before(ArabicNormalizationFilter::new)
                            .stem(ArabicStemFilter::new);
            case "bn" ->
                    Cut.words(BengaliAnalyzer.getDefaultStopSet())
                            .before(in ->
                                    new BengaliNormalizationFilter(
                                            new IndicNormalizationFilter(in)))
                            .stem(BengaliStemFilter::new);
            case "fa" ->
                    Cut.words(PersianAnalyzer.getDefaultStopSet())
                            .before(in ->
                                    new PersianNormalizationFilter(
                                            new ArabicNormalizationFilter(in)))
                            .stem(PersianStemFilter::new);
            case "hi" ->
                    Cut.words(HindiAnalyzer.getDefaultStopSet())
                            .before(in ->
                                    new HindiNormalizationFilter(new IndicNormalizationFilter(in)))
                            .stem(HindiStemFilter::new);
            case "ur" ->
                    Cut.beginnings()
                            .before(in ->
                                    new PersianNormalizationFilter(
                                            new ArabicNormalizationFilter(in)));
            default -> Cut.beginnings();
        };
    }

    private static Cut latin(String language) {
        return switch (language) {
            case "cs" -> Cut.words(CzechAnalyzer.getDefaultStopSet()).stem(CzechStemFilter::new);
            case "et" -> Cut.snowball(EstonianAnalyzer.getDefaultStopSet(), EstonianStemmer::new);
            case "fi" -> Cut.snowball(FinnishAnalyzer.getDefaultStopSet(), FinnishStemmer::new);
            case "hu" -> Cut.snowball(HungarianAnalyzer.getDefaultStopSet(), HungarianStemmer::new);
            case "id", "ms" ->
                    Cut.words(IndonesianAnalyzer.getDefaultStopSet())
                            .stem(IndonesianStemFilter::new);
            case "lt" ->
                    Cut.snowball(LithuanianAnalyzer.getDefaultStopSet(), LithuanianStemmer::new);
            case "lv" ->
                    Cut.words(LatvianAnalyzer.getDefaultStopSet()).stem(LatvianStemFilter::new);
            case "pl" ->
                    Cut.words(PolishAnalyzer.getDefaultStopSet())
                            .stem(in ->
                                    new StempelFilter(
                                            in,
                                            new StempelStemmer(PolishAnalyzer.getDefaultTable())));
            case "tr" ->
                    Cut.snowball(TurkishAnalyzer.getDefaultStopSet(), TurkishStemmer::new)
                            .before(TurkishLowerCaseFilter::new);
            case "tl", "vi" -> Cut.words();
            default -> Cut.beginnings();
        };
    }
}
