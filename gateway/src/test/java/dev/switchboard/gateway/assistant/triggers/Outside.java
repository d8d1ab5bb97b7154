package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.gateway.assistant.ContentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sentences that nothing is learned from.
///
/// @param part which file of its language it stands in: `fresh6-`, `fresh7-`, `fresh8-` and
///   `kinds-`, with `development` or `held-out`, or `yaml` for a question
/// @param label `direct`, `indirect` or `misspelt` where it asks for a person, the section of
///   another subject, else `no`
record Outside(String language, String part, String label, String text) {

    static final Path TRIGGERS = Path.of("..", "config", "triggers");
    private static final Path QUESTIONS = Path.of("..", "config", "evals", "search");
    private static final Path SENTENCES =
            Path.of("src/test/resources/dev/switchboard/gateway/assistant/triggers/outside");

    /// What it is of; nothing where it is for the assistant.
    Optional<Subject> subject() {
        return switch (label) {
            case "no" -> Optional.empty();
            case "direct", "indirect", "misspelt" -> Optional.of(Subject.DIRECT_REQUEST);
            default ->
                    Optional.of(
                            Subject.OF_CUSTOMERS.stream()
                                    .filter(subject -> subject.section().equals(label))
                                    .findFirst()
                                    .orElseThrow(() -> new IllegalArgumentException(label)));
        };
    }

    /// Requests and what looks like one. What stands among the examples too, as the shortest ones
    /// do by chance, is left out.
    static List<Outside> sentences(Examples examples) {
        Set<String> known =
                examples.all().stream()
                        .flatMap(example -> example.messages(Integer.MAX_VALUE).stream())
                        .map(Outside::plain)
                        .collect(Collectors.toSet());
        return read(
                        SENTENCES,
                        "\t",
                        (language, part, line) -> {
                            String[] parts = line.split("\t", 2);
                            return new Outside(language, part, parts[0], parts[1]);
                        })
                .stream()
                .filter(sentence -> !known.contains(plain(sentence.text())))
                .toList();
    }

    private static String plain(String text) {
        return String.join(" ", Words.of(text).plain());
    }

    /// What customers ask the help centre, none of which asks for a person.
    static List<Outside> questions() {
        return read(
                QUESTIONS,
                "  - ",
                (language, part, line) -> {
                    String text = line.substring(4).strip();
                    return new Outside(language, part, "no", text.replaceAll("^\"|\"$", ""));
                });
    }

    private interface Form {
        Outside of(String language, String part, String line);
    }

    private static List<Outside> read(Path dir, String mark, Form form) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.sorted()
                    .flatMap(file -> {
                        String[] name = ContentFiles.nameOf(file).split("\\.");
                        return lines(file).stream()
                                .filter(line -> !line.startsWith("#") && line.contains(mark))
                                .map(line -> form.of(name[0], name[1], line));
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
