package dev.switchboard.gateway.assistant;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.tartarus.snowball.SnowballStemmer;

/// How words become search terms: cut out of the text, made lower case and normal, left out where
/// they say nothing, brought to their stem, and stripped of accents, so that a text without them is
/// found as well.
///
/// @param characters changes the text before it is cut
/// @param tokenizer cuts it into words
/// @param written words of written text that say nothing
/// @param normal makes words of the same meaning the same, before the stop words are left out
/// @param stem what follows that
record Cut(
        UnaryOperator<Reader> characters,
        Supplier<Tokenizer> tokenizer,
        CharArraySet written,
        UnaryOperator<TokenStream> normal,
        UnaryOperator<TokenStream> stem) {

    /// As many letters tell words of different meaning apart and few forms of one.
    private static final int BEGINNING = 5;

    /// What keyboards write for an apostrophe is written as the stop words have it.
    private static final NormalizeCharMap APOSTROPHE = apostrophe();

    /// Words between spaces or, in scripts without them, signs; as they are.
    static Cut words(CharArraySet written) {
        return new Cut(
                UnaryOperator.identity(),
                StandardTokenizer::new,
                written,
                LowerCaseFilter::new,
                UnaryOperator.identity());
    }

    static Cut words() {
        return words(CharArraySet.EMPTY_SET);
    }

    /// The first letters of each word.
    static Cut beginnings(CharArraySet written) {
        return words(written).stem(Cut::beginning);
    }

    static Cut beginnings() {
        return beginnings(CharArraySet.EMPTY_SET);
    }

    static Cut snowball(CharArraySet written, Supplier<SnowballStemmer> stemmer) {
        return words(written).stem(in -> new SnowballFilter(in, stemmer.get()));
    }

    Cut characters(UnaryOperator<Reader> characters) {
        return new Cut(characters, tokenizer, written, normal, stem);
    }

    Cut tokenizer(Supplier<Tokenizer> tokenizer) {
        return new Cut(characters, tokenizer, written, normal, stem);
    }

    /// Normalises first by `filter`.
    Cut before(UnaryOperator<TokenStream> filter) {
        return new Cut(characters, tokenizer, written, in -> normal.apply(filter.apply(in)), stem);
    }

    Cut stem(UnaryOperator<TokenStream> filter) {
        return new Cut(characters, tokenizer, written, normal, filter);
    }

    /// Takes articles and the like off the word that an apostrophe binds them to.
    Cut elided(String... articles) {
        CharArraySet elided = new CharArraySet(List.of(articles), true);
        return before(in -> new ElisionFilter(in, elided));
    }

    /// The analyser that leaves out the words of asking as well, with their accents and without.
    Analyzer with(Collection<String> asking) {
        CharArraySet said = new CharArraySet(asking.size() * 2, false);
        said.addAll(written);
        try (Analyzer bare = new Chain(CharArraySet.EMPTY_SET, in -> in);
                Analyzer folded = new Chain(CharArraySet.EMPTY_SET, Cut::folded)) {
            for (String words : asking) {
                said.addAll(terms(bare, words));
                said.addAll(terms(folded, words));
            }
        }
        return new Chain(said, in -> folded(stem.apply(in)));
    }

    /// The terms of a text, in order.
    static List<String> terms(Analyzer analyzer, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text is in memory", e);
        }
        return terms;
    }

    private static NormalizeCharMap apostrophe() {
        var map = new NormalizeCharMap.Builder();
        map.add("\u2019", "'");
        return map.build();
    }

    private static TokenStream beginning(TokenStream in) {
        // What is folded later may be two letters, so it is folded first.
        return new TruncateTokenFilter(folded(in), BEGINNING);
    }

    private static TokenStream folded(TokenStream in) {
        return new ASCIIFoldingFilter(new ICUFoldingFilter(in));
    }

    /// The filters in their order.
    private final class Chain extends Analyzer {
        private final CharArraySet stopWords;
        private final UnaryOperator<TokenStream> rest;

        Chain(CharArraySet stopWords, UnaryOperator<TokenStream> rest) {
            this.stopWords = stopWords;
            this.rest = rest;
        }

        @Override
        protected Reader initReader(String field, Reader text) {
            return characters.apply(new MappingCharFilter(APOSTROPHE, text));
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = tokenizer.get();
            TokenStream said =
                    new StopFilter(normal.apply(new DecimalDigitFilter(words)), stopWords);
            return new TokenStreamComponents(words, rest.apply(said));
        }
    }
}
