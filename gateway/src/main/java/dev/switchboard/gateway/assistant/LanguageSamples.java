package dev.switchboard.gateway.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
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

    private LanguageSamples() {}

    /// One text for each of the languages.
    static SortedMap<String, String> read(Path configDir, Collection<String> languages) {
        SortedMap<String, String> samples = new TreeMap<>();
        for (String language : languages) {
            StringBuilder sample = new StringBuilder();
            Path articles = configDir.resolve("help-center").resolve(language);
            if (Files.isDirectory(articles)) {
                ContentFiles.list(articles).forEach(file -> append(file, sample));
            }
            Stream.of("triggers", "texts", "languages")
                    .map(kind -> configDir.resolve(kind).resolve(language + ".yaml"))
                    .filter(Files::isRegularFile)
                    .forEach(file -> append(file, sample));
            samples.put(language, sample.toString());
        }
        return samples;
    }

    private static void append(Path file, StringBuilder sample) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> FORM.matcher(line).replaceAll(" "))
                    .forEach(line -> sample.append(line).append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
