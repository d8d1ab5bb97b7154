package dev.switchboard.gateway.assistant;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;

/// What the articles of one language are made of: their words as search cuts them, how rare each
/// is, and with which of them customers speak of an article. Any thread may ask.
public final class Lexicon {
    private static final Pattern KEYWORDS = Pattern.compile("[,،、;]");

    private final Analyzer analyzer;
    private final Map<String, Integer> passagesWith = new HashMap<>();
    private final Map<String, Set<String>> topics = new HashMap<>();

    /// Terms that are a keyword of their own.
    private final Set<String> subjects = new TreeSet<>();

    private int passages;

    /// @param analyzer cuts words
    Lexicon(Analyzer analyzer, Collection<Article> articles) {
        this.analyzer = analyzer;
        articles.forEach(this::add);
    }

    /// One of no articles, for texts in languages of which nothing is known.
    public static Lexicon plain() {
        return new Lexicon(Cut.words().with(Set.of()), Set.of());
    }

    private void add(Article article) {
        Set<String> topic = terms(article.title());
        for (String keyword : KEYWORDS.split(article.keywords(), -1)) {
            List<String> terms = Cut.terms(analyzer, keyword);
            topic.addAll(terms);
            if (terms.size() == 1) {
                subjects.addAll(terms);
            }
        }
        topics.put(article.slug(), topic);
        for (Passage passage : article.passages(Links.NONE)) {
            passages++;
            terms(passage.text()).forEach(term -> passagesWith.merge(term, 1, Integer::sum));
        }
    }

    /// The terms of a text, in the order in which they first occur, without words that say nothing.
    public Set<String> terms(String text) {
        return new LinkedHashSet<>(Cut.terms(analyzer, text));
    }

    /// How much a term tells, as BM25 has it: the rarer in the articles, the more.
    public double weight(String term) {
        int with = passagesWith.getOrDefault(term, 0);
        return Math.log(1 + (passages - with + 0.5) / (with + 0.5));
    }

    /// Whether an article has the term.
    public boolean knows(String term) {
        return passagesWith.containsKey(term);
    }

    /// The terms of an article's title and keywords; empty where there is no such article.
    public Set<String> topic(String slug) {
        return topics.getOrDefault(slug, Set.of());
    }

    /// Terms of which one alone is enough to speak of a subject.
    Set<String> subjects() {
        return subjects;
    }
}
