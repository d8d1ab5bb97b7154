package dev.switchboard.gateway.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads the texts, or says all that is wrong with them.
public final class TextsLoader {
    public static final String TEXTS = "texts";
    private static final String ENDING = ".yaml";

    private TextsLoader() {}

    /// Reads `texts` of a directory: each file that is named after a language.
    public static TextsOutcome load(Path configDir) {
        Path dir = configDir.resolve(TEXTS);
        var files = new TreeSet<Path>();
        try (Stream<Path> entries = Files.list(dir)) {
            entries.filter(TextsLoader::isContent).forEach(files::add);
        } catch (IOException e) {
            var problems = new Problems(dir);
            problems.add(
                    Place.START,
                    "",
                    Files.isDirectory(dir)
                            ? "the directory cannot be read (%s)".formatted(e)
                            : "there is no such directory, but the node needs it");
            return new TextsOutcome.Refused(problems.errors());
        }
        files.add(dir.resolve(Texts.FALLBACK + ENDING));
        return read(files);
    }

    private static TextsOutcome read(Iterable<Path> files) {
        Map<String, Texts.Spoken> texts = new TreeMap<>();
        List<PolicyError> errors = new ArrayList<>();
        for (Path file : files) {
            Problems problems = new Problems(file);
            String language = language(file);
            if (Form.PRIMARY_LANGUAGE.parse().apply(language).isEmpty()) {
                problems.add(
                        Place.START,
                        "",
                        "the file is called %s, but %s"
                                .formatted(name(file), Form.PRIMARY_LANGUAGE.needed()));
            } else {
                YamlReader.read(RawFile.read(file), problems)
                        .ifPresent(found ->
                                texts.put(language, TextsReader.read(found, language, problems)));
            }
            errors.addAll(problems.errors());
        }
        return errors.isEmpty()
                ? new TextsOutcome.Ok(new Texts(texts))
                : new TextsOutcome.Refused(errors);
    }

    private static boolean isContent(Path file) {
        return name(file).endsWith(ENDING) && !name(file).startsWith(".");
    }

    private static String language(Path file) {
        return name(file).substring(0, name(file).length() - ENDING.length());
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
