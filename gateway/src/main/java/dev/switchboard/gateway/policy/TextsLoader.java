package dev.switchboard.gateway.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return load(configDir, Kept.directory());
    }

    /// @param learned where texts are kept that have been found good
    static TextsOutcome load(Path configDir, Optional<Path> learned) {
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
        List<RawFile> read = files.stream().map(RawFile::read).toList();
        var kept = new Kept(learned, content(read));
        return kept.find(TEXTS)
                .<TextsOutcome>map(found -> new TextsOutcome.Ok(Texts.read(found)))
                .orElseGet(() -> {
                    TextsOutcome outcome = judge(read);
                    if (outcome instanceof TextsOutcome.Ok(var texts)) {
                        kept.keep(TEXTS, texts.bytes());
                    }
                    return outcome;
                });
    }

    private static Kept.Content content(List<RawFile> files) {
        var content = new Kept.Content();
        files.forEach(file -> content.add(name(file.file())).add(file.bytes()));
        return content;
    }

    private static TextsOutcome judge(List<RawFile> files) {
        Map<String, Texts.Spoken> texts = new TreeMap<>();
        List<PolicyError> errors = new ArrayList<>();
        for (RawFile raw : files) {
            Path file = raw.file();
            Problems problems = new Problems(file);
            String language = language(file);
            if (Form.PRIMARY_LANGUAGE.parse().apply(language).isEmpty()) {
                problems.add(
                        Place.START,
                        "",
                        "the file is called %s, but %s"
                                .formatted(name(file), Form.PRIMARY_LANGUAGE.needed()));
            } else {
                YamlReader.read(raw, problems)
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
