package dev.switchboard.gateway.assistant;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;

/// Languages whose words are cut by a dictionary, because no space is between them or particles
/// hang on them.
final class AsianCuts {
    private AsianCuts() {}

    static Cut japanese() {
        return Cut.words(JapaneseAnalyzer.getDefaultStopSet())
                .tokenizer(() -> new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.SEARCH))
                .before(in ->
                        new CJKWidthFilter(
                                new JapanesePartOfSpeechStopFilter(
                                        new JapaneseBaseFormFilter(in),
                                        JapaneseAnalyzer.getDefaultStopTags())))
                .stem(JapaneseKatakanaStemFilter::new);
    }

    static Cut korean() {
        return Cut.words()
                .tokenizer(KoreanTokenizer::new)
                .before(in ->
                        new CJKWidthFilter(
                                new KoreanReadingFormFilter(new KoreanPartOfSpeechStopFilter(in))));
    }

    /// Traditional characters are read as the simplified ones that the dictionary knows.
    static Cut chinese() {
        Transliterator simplified = Transliterator.getInstance("Traditional-Simplified");
        return Cut.words(SmartChineseAnalyzer.getDefaultStopSet())
                .characters(text -> new StringReader(simplified.transliterate(whole(text))))
                .tokenizer(HMMChineseTokenizer::new)
                .before(CJKWidthFilter::new);
    }

    static Cut thai() {
        return Cut.words(ThaiAnalyzer.getDefaultStopSet())
                .tokenizer(() -> new ICUTokenizer(new DefaultICUTokenizerConfig(false, true)));
    }

    private static String whole(Reader text) {
        try {
            return text.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException("a text is in memory", e);
        }
    }
}
