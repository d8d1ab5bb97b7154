package dev.switchboard.gateway.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The passages of one language, in memory. Never changes once built, so that any thread may
/// search.
///
/// A question becomes single terms, never query syntax: nothing a customer writes is special here,
/// and a long text is cut to its first [#TERMS_MAX] terms that the help centre knows.
final class PassageIndex {

    /// Terms of a question that are searched for; far below Lucene's limit on clauses.
    private static final int TERMS_MAX = 48;

    /// Unknown words of a question for which known ones are sought; each costs a walk over all
    /// terms.
    private static final int UNKNOWN_MAX = 32;

    /// Known words that one unknown one may stand for.
    private static final int KIN_MAX = 6;

    /// What an article is about stands in its title and in the words customers have for it.
    private static final float TOPIC_WEIGHT = 2f;

    /// What a weaker field adds when a term stands in several.
    private static final float TIE_BREAKER = 0.3f;

    /// Two words of the question that stand together in the keywords say more than each alone; so
    /// many places apart they may be.
    private static final int PHRASE_SLOP = 2;

    private static final float K1 = 1.2f;
    private static final float B = 0.4f;

    /// A passage answers only where it scores more than the rarest word, met once in running text,
    /// would: one stray word in common is not a topic in common.
    private static final float FLOOR = 1.2f;

    /// A passage that scores less than this part of the best one is about something else.
    private static final float OF_BEST_MIN = 0.2f;

    /// Where one passage answers, others need so much less to be given along with it.
    private static final float ALONG = 0.5f;

    private final Analyzer analyzer;
    private final Lexicon lexicon;
    private final List<Passage> passages = new ArrayList<>();

    /// Every term there is.
    private final Set<String> vocabulary = new TreeSet<>();

    private final Kinship kinship;
    private final IndexSearcher searcher;
    private final float scoreMin;

    PassageIndex(Analyzer analyzer, Collection<Article> articles, Links links) {
        this.analyzer = analyzer;
        this.lexicon = new Lexicon(analyzer, articles);
        BM25Similarity similarity = new BM25Similarity(K1, B);
        try {
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            IndexWriterConfig config = new IndexWriterConfig(analyzer).setSimilarity(similarity);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (Article article : articles) {
                    add(writer, article, links);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        searcher.setSimilarity(similarity);
        scoreMin = FLOOR * rarestWordScore(passages.size());
        kinship = new Kinship(vocabulary);
    }

    /// The words of its articles.
    Lexicon lexicon() {
        return lexicon;
    }

    /// All that speak of what is asked, best first; none where the help centre is silent.
    List<Passage> ranked(String question) {
        try {
            List<Passage> found = new ArrayList<>();
            boolean subject =
                    Cut.terms(analyzer, question).stream().anyMatch(lexicon.subjects()::contains);
            float min = subject ? scoreMin * ALONG : scoreMin;
            for (ScoreDoc hit : searcher.search(query(question), passages.size()).scoreDocs) {
                if (hit.score < min) {
                    break;
                }
                if (found.isEmpty()) {
                    min = Math.max(scoreMin * ALONG, hit.score * OF_BEST_MIN);
                }
                found.add(passages.get(hit.doc));
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(IndexWriter writer, Article article, Links links) throws IOException {
        for (Passage passage : article.passages(links)) {
            Document document = new Document();
            document.add(new TextField("title", article.title(), Field.Store.NO));
            document.add(new TextField("keywords", article.keywords(), Field.Store.NO));
            document.add(new TextField("text", passage.text(), Field.Store.NO));
            writer.addDocument(document);
            passages.add(passage);
            for (String field : List.of(article.title(), article.keywords(), passage.text())) {
                vocabulary.addAll(Cut.terms(analyzer, field));
            }
        }
    }

    /// Each word of the question counts once, as itself or as what it most likely stands for.
    private Query query(String question) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        String before = "";
        int searched = 0;
        int unknown = 0;
        for (String term : new LinkedHashSet<>(Cut.terms(analyzer, question))) {
            if (searched == TERMS_MAX) {
                break;
            }
            if (vocabulary.contains(term)) {
                searched++;
                query.add(anyField(term), BooleanClause.Occur.SHOULD);
                if (!before.isEmpty()) {
                    Query together = new PhraseQuery(PHRASE_SLOP, "keywords", before, term);
                    query.add(together, BooleanClause.Occur.SHOULD);
                }
                before = term;
            } else if (unknown++ < UNKNOWN_MAX) {
                List<Query> kin = anyKin(term);
                if (!kin.isEmpty()) {
                    searched++;
                    query.add(new DisjunctionMaxQuery(kin, 0), BooleanClause.Occur.SHOULD);
                }
            }
        }
        return query.build();
    }

    private List<Query> anyKin(String term) {
        return kinship.of(term).entrySet().stream()
                .sorted(
                        Map.Entry.<String, Float>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(KIN_MAX)
                .<Query>map(kin -> new BoostQuery(anyField(kin.getKey()), kin.getValue()))
                .toList();
    }

    private static Query anyField(String term) {
        return new DisjunctionMaxQuery(
                List.of(
                        new BoostQuery(new TermQuery(new Term("title", term)), TOPIC_WEIGHT),
                        new BoostQuery(new TermQuery(new Term("keywords", term)), TOPIC_WEIGHT),
                        new TermQuery(new Term("text", term))),
                TIE_BREAKER);
    }

    /// BM25 of a word that stands once in one passage of average length and in no other.
    private static float rarestWordScore(int passages) {
        double idf = Math.log(1 + (passages - 0.5) / 1.5);
        return (float) (idf / (1 + K1));
    }
}
