package dev.switchboard.gateway.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The articles of one language. Its index is made when it is first searched: most nodes are asked
/// in few languages, and some languages need a dictionary. Any thread may search.
final class Shelf {
    private final String language;
    private final List<Article> articles;
    private final Set<String> asking;
    private final Links links;
    private final List<Passage> passages = new ArrayList<>();
    private volatile @Nullable PassageIndex index;

    /// @param language one that [Analyzers] knows
    /// @param asking words that say nothing about what is asked
    Shelf(String language, List<Article> articles, Set<String> asking, Links links) {
        this.language = language;
        this.articles = List.copyOf(articles);
        this.asking = Set.copyOf(asking);
        this.links = links;
        articles.forEach(article -> passages.addAll(article.passages(links)));
    }

    /// All of them, article by article.
    List<Passage> passages() {
        return List.copyOf(passages);
    }

    SortedSet<String> slugs() {
        SortedSet<String> slugs = new TreeSet<>();
        articles.forEach(article -> slugs.add(article.slug()));
        return slugs;
    }

    /// The passages that speak of what is asked, best first.
    List<Passage> ranked(String question) {
        return index().ranked(question);
    }

    /// The words of its articles.
    Lexicon lexicon() {
        return index().lexicon();
    }

    /// Has the index made that the next question would wait for.
    void makeReady() {
        index();
    }

    boolean isReady() {
        return index != null;
    }

    /// Whether the other one's index would be this one's.
    boolean isLike(Shelf other) {
        return language.equals(other.language)
                && articles.equals(other.articles)
                && asking.equals(other.asking)
                && links.equals(other.links);
    }

    private PassageIndex index() {
        PassageIndex made = index;
        return made == null ? make() : made;
    }

    private synchronized PassageIndex make() {
        PassageIndex made = index;
        if (made == null) {
            made = new PassageIndex(Analyzers.of(language, asking).orElseThrow(), articles, links);
            index = made;
        }
        return made;
    }
}
