package dev.switchboard.gateway.assistant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;

/// What the company tells its customers, and the only ground an answer of the assistant may stand
/// on.
///
/// Articles are files, `<language>/<slug>.md`, read once. Searching takes processor time and waits
/// for nothing; any thread may do it, and an event loop should leave it to a worker.
public final class HelpCenter {

    private static final String FALLBACK = "en";

    private final Map<String, PassageIndex> indexes;
    private final List<String> warnings;

    private HelpCenter(Map<String, PassageIndex> indexes, List<String> warnings) {
        this.indexes = indexes;
        this.warnings = List.copyOf(warnings);
    }

    /// Reads all articles below a directory.
    ///
    /// @throws InvalidContent where a file cannot be used; its message says what to do
    public static HelpCenter load(Path dir) {
        SortedMap<String, List<Article>> articles = new TreeMap<>();
        for (Path folder : ContentFiles.list(dir)) {
            if (Files.isDirectory(folder)) {
                articles.put(languageOf(folder), readAll(folder));
            }
        }
        if (articles.isEmpty()) {
            throw new InvalidContent(
                    dir, 1, "no articles; add a folder for each language, such as en/");
        }
        Map<String, PassageIndex> indexes = new TreeMap<>();
        articles.forEach((language, list) ->
                indexes.put(language, new PassageIndex(analyzer(language), list)));
        return new HelpCenter(indexes, missing(articles));
    }

    /// The languages it is written in, as primary BCP 47 tags.
    public Set<String> languages() {
        return Set.copyOf(indexes.keySet());
    }

    /// What an editor should know and a customer can live with: articles that not every language
    /// has.
    public List<String> warnings() {
        return warnings;
    }

    /// The passages that speak of what is asked, best first. None where nothing in the help centre
    /// does: better no ground than a wrong one.
    ///
    /// @param language BCP 47; English stands in for one the help centre is not written in
    /// @param question a customer's words as they came
    public List<Passage> passages(String language, String question, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max must be 1 or more, was " + max);
        }
        PassageIndex index = indexes.get(Languages.primary(language));
        if (index == null) {
            index = indexes.get(FALLBACK);
        }
        return index == null ? List.of() : index.passages(question, max);
    }

    private static String languageOf(Path folder) {
        String language = ContentFiles.nameOf(folder);
        if (Analyzers.of(language).isEmpty()) {
            throw new InvalidContent(
                    folder,
                    1,
                    "no language that can be searched; rename the folder to one of "
                            + String.join(", ", Analyzers.languages())
                            + ", or remove it");
        }
        return language;
    }

    private static List<Article> readAll(Path folder) {
        List<Article> articles = new ArrayList<>();
        for (Path file : ContentFiles.list(folder)) {
            if (!ContentFiles.nameOf(file).endsWith(".md")) {
                throw new InvalidContent(file, 1, "not an article; rename it to end in .md");
            }
            articles.add(Article.read(file, ContentFiles.nameOf(folder)));
        }
        if (articles.isEmpty()) {
            throw new InvalidContent(folder, 1, "no articles; add one or remove the folder");
        }
        return articles;
    }

    private static Analyzer analyzer(String language) {
        return Analyzers.of(language).orElseThrow();
    }

    private static List<String> missing(SortedMap<String, List<Article>> articles) {
        SortedSet<String> slugs = new TreeSet<>();
        articles.values().forEach(list -> list.forEach(article -> slugs.add(article.slug())));
        List<String> warnings = new ArrayList<>();
        articles.forEach((language, list) -> {
            SortedSet<String> absent = new TreeSet<>(slugs);
            list.forEach(article -> absent.remove(article.slug()));
            absent.forEach(slug -> warnings.add(language + " has no article " + slug));
        });
        return warnings;
    }
}
