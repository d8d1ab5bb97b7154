package dev.switchboard.gateway.assistant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What the company tells its customers, as its files were at one moment, and beside the customer's
/// own account the only ground an answer of the assistant may stand on.
///
/// Articles are files, `<language>/<slug>.md`. Searching takes processor time and waits for
/// nothing; any thread may do it, and an event loop should leave it to a worker.
public final class HelpCenter {

    static final String FALLBACK = "en";

    private final SortedMap<String, Shelf> shelves;

    private HelpCenter(SortedMap<String, Shelf> shelves) {
        this.shelves = shelves;
    }

    /// Reads all articles below a directory.
    ///
    /// @param asking for each language, the words that say nothing about what is asked
    /// @throws InvalidContent where a file cannot be used; its message says what to do
    public static HelpCenter load(Path dir, Function<String, Set<String>> asking, Links links) {
        SortedMap<String, Shelf> shelves = new TreeMap<>();
        for (Path folder : ContentFiles.list(dir)) {
            if (Files.isDirectory(folder)) {
                String language = languageOf(folder);
                shelves.put(
                        language,
                        new Shelf(language, readAll(folder), asking.apply(language), links));
            }
        }
        if (shelves.isEmpty()) {
            throw new InvalidContent(
                    dir, 1, "no articles; add a folder for each language, such as en/");
        }
        return new HelpCenter(shelves);
    }

    /// The languages it is written in, as primary BCP 47 tags.
    public Set<String> languages() {
        return Set.copyOf(shelves.keySet());
    }

    /// What an editor should know and a customer can live with: articles that are not in English,
    /// which stands in for the other languages.
    public List<String> warnings() {
        SortedSet<String> english =
                shelf(FALLBACK).map(Shelf::slugs).orElseGet(() -> new TreeSet<>());
        List<String> warnings = new ArrayList<>();
        shelves.forEach((language, shelf) ->
                shelf.slugs().stream()
                        .filter(slug -> !english.contains(slug))
                        .forEach(slug ->
                                warnings.add(
                                        FALLBACK
                                                + " has no article "
                                                + slug
                                                + ", which "
                                                + language
                                                + " has")));
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
        return Spread.of(ranked(language, question), max);
    }

    /// The same, all of them.
    List<Passage> ranked(String language, String question) {
        return shelf(language)
                .or(() -> shelf(FALLBACK))
                .map(shelf -> shelf.ranked(question))
                .orElse(List.of());
    }

    /// The words of the articles of a language; nothing where it has none.
    ///
    /// @param language BCP 47
    public Optional<Lexicon> lexicon(String language) {
        return shelf(language).map(Shelf::lexicon);
    }

    /// Every passage in every language.
    public List<Passage> all() {
        return shelves.values().stream().flatMap(shelf -> shelf.passages().stream()).toList();
    }

    /// What can be told in a language: its passages, and the English ones of articles that it
    /// lacks.
    List<Passage> told(String language) {
        Set<String> own = shelf(language).map(Shelf::slugs).orElseGet(() -> new TreeSet<>());
        List<Passage> told = new ArrayList<>();
        shelf(language).ifPresent(shelf -> told.addAll(shelf.passages()));
        shelf(FALLBACK).stream()
                .flatMap(shelf -> shelf.passages().stream())
                .filter(passage -> !own.contains(passage.slug()))
                .forEach(told::add);
        return told;
    }

    /// Makes ready what the first question in English would wait for.
    public void makeReady() {
        shelf(FALLBACK).ifPresent(Shelf::makeReady);
    }

    /// This one with the indexes of an earlier one where they would be the same, and with those
    /// made anew that are in use.
    HelpCenter after(HelpCenter before) {
        SortedMap<String, Shelf> kept = new TreeMap<>();
        shelves.forEach((language, shelf) -> {
            Optional<Shelf> old = before.shelf(language);
            Shelf next = old.filter(shelf::isLike).orElse(shelf);
            if (old.filter(Shelf::isReady).isPresent()) {
                next.makeReady();
            }
            kept.put(language, next);
        });
        return new HelpCenter(kept);
    }

    /// Whether a language is searched in the same index as in another one.
    boolean shares(String language, HelpCenter other) {
        return shelf(language).equals(other.shelf(language));
    }

    private Optional<Shelf> shelf(String language) {
        return Optional.ofNullable(shelves.get(Languages.primary(language)));
    }

    private static String languageOf(Path folder) {
        String language = ContentFiles.nameOf(folder);
        if (!Analyzers.languages().contains(language)) {
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
}
