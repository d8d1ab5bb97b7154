package dev.switchboard.gateway.assistant.triggers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.switchboard.gateway.assistant.ContentFiles;
import dev.switchboard.gateway.assistant.InvalidContent;
import dev.switchboard.gateway.assistant.triggers.Example.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// Reads the examples and words of one language, `triggers/<language>.yaml`.
final class ExampleFile {

    /// What a file holds.
    ///
    /// @param examples in the order of the file
    /// @param words the beginnings of words for each notion
    record Content(String language, List<Example> examples, Map<Notion, List<String>> words) {
        Content {
            examples = List.copyOf(examples);
            words = Map.copyOf(words);
        }
    }

    private static final List<Subject> SUBJECTS = List.of(Subject.values());
    private static final String ORDINARY = "ordinary";
    private static final String WORDS = "words";
    private static final Set<Kind> OF_DIRECT_REQUEST =
            Set.of(Kind.DIRECT, Kind.INDIRECT, Kind.MISSPELT, Kind.NOT);
    private static final Set<Kind> OF_ANOTHER = Set.of(Kind.YES, Kind.NOT);

    /// Fewer examples than these teach nothing.
    private static final Map<Kind, Integer> DIRECT_REQUESTS_MIN =
            Map.of(Kind.DIRECT, 12, Kind.INDIRECT, 4, Kind.MISSPELT, 4, Kind.NOT, 10);

    private static final int EXAMPLES_MIN = 10;

    private final Path file;
    private final String language;
    private final YAMLParser yaml;
    private final List<Example> examples = new ArrayList<>();
    private final Map<Notion, List<String>> words = new EnumMap<>(Notion.class);
    private final Map<String, Integer> lines = new HashMap<>();

    private ExampleFile(Path file, YAMLParser yaml) {
        this.file = file;
        this.language = ContentFiles.nameOf(file, ".yaml");
        this.yaml = yaml;
    }

    /// @param bytes of the file
    /// @throws InvalidContent where the file cannot be used; its message says what to do
    static Content read(Path file, byte[] bytes) {
        try (YAMLParser yaml = new YAMLFactory().createParser(ContentFiles.text(file, bytes))) {
            ExampleFile reader = new ExampleFile(file, yaml);
            reader.sections();
            reader.count();
            return new Content(reader.language, reader.examples, reader.words);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new InvalidContent(file, line, "no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sections() throws IOException {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidContent(file, 1, "no sections; write direct-request: and the others");
        }
        var names = new HashSet<String>();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = nameOnce(names);
            Optional<Subject> subject =
                    SUBJECTS.stream().filter(s -> s.section().equals(name)).findFirst();
            if (name.equals(ORDINARY)) {
                examples(Optional.empty(), Kind.ORDINARY);
            } else if (name.equals(WORDS)) {
                words();
            } else if (subject.isPresent()) {
                lists(subject.get());
            } else {
                String known = SUBJECTS.stream().map(Subject::section).collect(joined());
                throw objection(
                        name + ": not known here; write one of " + known + ", ordinary, words");
            }
        }
    }

    private void lists(Subject subject) throws IOException {
        Map<String, Kind> kinds =
                kindsOf(subject).stream().collect(Collectors.toMap(ExampleFile::nameOf, k -> k));
        open();
        var names = new HashSet<String>();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            examples(Optional.of(subject), known(kinds, names));
        }
    }

    private void words() throws IOException {
        Map<String, Notion> notions =
                Arrays.stream(Notion.values())
                        .collect(Collectors.toMap(ExampleFile::nameOf, n -> n));
        open();
        var names = new HashSet<String>();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            List<String> beginnings = new ArrayList<>();
            words.put(known(notions, names), beginnings);
            list();
            while (text()) {
                beginnings.add(yaml.getText());
            }
        }
    }

    private void examples(Optional<Subject> heading, Kind kind) throws IOException {
        list();
        while (text()) {
            Example example =
                    new Example(
                            language,
                            heading,
                            kind,
                            yaml.getText(),
                            yaml.currentTokenLocation().getLineNr());
            Integer before = lines.putIfAbsent(Letters.lowerCase(example.text()), example.line());
            if (before != null) {
                throw objection(
                        "'"
                                + example.text()
                                + "' stands in line "
                                + before
                                + " already; leave one out");
            }
            examples.add(example);
        }
    }

    private void open() throws IOException {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw objection("not expected here; write the name of a list");
        }
    }

    private void list() throws IOException {
        if (yaml.nextToken() != JsonToken.START_ARRAY) {
            throw objection("not expected here; write a list of texts");
        }
    }

    private boolean text() throws IOException {
        JsonToken token = yaml.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return false;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw objection("not expected here; write a text");
        }
        return true;
    }

    private <T> T known(Map<String, T> named, Set<String> before) throws IOException {
        T found = named.get(nameOnce(before));
        if (found == null) {
            String all = named.keySet().stream().sorted().collect(joined());
            throw objection(yaml.currentName() + ": not known here; write one of " + all);
        }
        return found;
    }

    /// In a second list of the same name stands what belongs elsewhere, more often than not.
    private String nameOnce(Set<String> before) throws IOException {
        String name = yaml.currentName();
        if (!before.add(name)) {
            throw objection(name + ": stands here already; put both lists together");
        }
        return name;
    }

    private void count() {
        for (Subject subject : SUBJECTS) {
            kindsOf(subject).stream().sorted().forEach(kind -> count(Optional.of(subject), kind));
        }
        count(Optional.empty(), Kind.ORDINARY);
    }

    private void count(Optional<Subject> heading, Kind kind) {
        boolean direct = heading.equals(Optional.of(Subject.DIRECT_REQUEST));
        int least = direct ? DIRECT_REQUESTS_MIN.getOrDefault(kind, EXAMPLES_MIN) : EXAMPLES_MIN;
        long there =
                examples.stream()
                        .filter(e -> e.heading().equals(heading) && e.kind() == kind)
                        .count();
        if (there < least) {
            String where = heading.map(s -> s.section() + ": " + nameOf(kind)).orElse(ORDINARY);
            throw new InvalidContent(
                    file, 1, there + " examples under " + where + "; write at least " + least);
        }
    }

    private static Set<Kind> kindsOf(Subject subject) {
        return subject == Subject.DIRECT_REQUEST ? OF_DIRECT_REQUEST : OF_ANOTHER;
    }

    private InvalidContent objection(String whatToDo) {
        return new InvalidContent(
                file, Math.max(1, yaml.currentTokenLocation().getLineNr()), whatToDo);
    }

    private static Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(", ");
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
