package dev.switchboard.gateway.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.policy.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is written in each language in the content that a node reads anyway: articles, examples of
/// what customers write, the gateway's own texts.
final class LanguageSamples {

    /// What of a line is a file's form and no language: how it begins in YAML and Markdown, what is
    /// filled in, and what a number decides.
    private static final Pattern FORM =
            Pattern.compile(
                    "^\\s*(?:#.*|---|(?:- )?\"?[a-z-]+\"?:(?: >-)?|- )|\\{\\w*}|=\\d+|\\{\\w+, plural,");

    private final SortedMap<String, List<byte[]>> files = new TreeMap<>();

    /// Reads the files of each of the languages.
    LanguageSamples(Path configDir, Collection<String> languages) {
        for (String language : languages) {
            Path articles = configDir.resolve("help-center").resolve(language);
            Stream<Path> all =
                    Files.isDirectory(articles)
                            ? ContentFiles.list(articles).stream()
                            : Stream.empty();
            Stream<Path> others =
                    Stream.of("triggers", "texts", "languages")
                            .map(kind -> configDir.resolve(kind).resolve(language + ".yaml"))
                            .filter(Files::isRegularFile);
            files.put(language, Stream.concat(all, others).map(ContentFiles::bytes).toList());
        }
    }

    /// All that is sampled.
    Kept.Content content() {
        var content = new Kept.Content();
        files.forEach((language, all) -> {
            content.add(language);
            all.forEach(content::add);
        });
        return content;
    }

    /// One text for each of the languages.
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        files.forEach((language, all) -> {
            StringBuilder text = new StringBuilder();
            for (byte[] file : all) {
                new String(file, UTF_8)
                        .lines()
                        .map(line -> FORM.matcher(line).replaceAll(" "))
                        .forEach(line -> text.append(line).append('\n'));
            }
            texts.put(language, text.toString());
        });
        return texts;
    }
}
