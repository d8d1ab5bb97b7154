package dev.switchboard.gateway.assistant.triggers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.switchboard.gateway.assistant.ContentFiles;
import dev.switchboard.gateway.assistant.InvalidContent;
import dev.switchboard.gateway.assistant.triggers.Example.Kind;
import dev.switchboard.routing.conversation.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the examples of one language, `triggers/<language>.yaml`.
final class ExampleFile {

    private static final String ORDINARY = "ordinary";
    private static final Set<Kind> OF_DIRECT_REQUEST =
            Set.of(Kind.DIRECT, Kind.INDIRECT, Kind.MISSPELT, Kind.NOT);
    private static final Set<Kind> OF_ANOTHER = Set.of(Kind.YES, Kind.NOT);

    /// Fewer than these teach nothing.
    private static final Map<Kind, Integer> AT_LEAST_OF_DIRECT_REQUEST =
            new EnumMap<>(
                    Map.of(Kind.DIRECT, 12, Kind.INDIRECT, 4, Kind.MISSPELT, 4, Kind.NOT, 10));

    private static final int AT_LEAST = 10;

    private final Path file;
    private final String language;
    private final List<Example> examples = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private ExampleFile(Path file) {
        this.file = file;
        this.language = ContentFiles.nameOf(file, ".yaml");
    }

    /// @throws InvalidContent where the file cannot be used; its message says what to do
    static List<Example> read(Path file) {
        ExampleFile reader = new ExampleFile(file);
        try (YAMLParser yaml = new YAMLFactory().createParser(ContentFiles.read(file))) {
            reader.sections(yaml);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new InvalidContent(file, line, "no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.count();
        return reader.examples;
    }

    private void sections(YAMLParser yaml) throws IOException {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidContent(file, 1, "no sections; write direct-request: and others");
        }
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String section = yaml.currentName();
            int line = line(yaml);
            if (section.equals(ORDINARY)) {
                yaml.nextToken();
                texts(yaml, Optional.empty(), Kind.ORDINARY);
            } else if (Triggers.REASONS.stream().anyMatch(r -> r.code().equals(section))) {
                lists(yaml, Reason.ofCode(section).orElseThrow());
            } else {
                throw unknown(line, section, "direct-request, dispute, account-access, distress,"
                        + " legal, ordinary");
            }
        }
    }

    private void lists(YAMLParser yaml, Reason reason) throws IOException {
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidContent(file, line(yaml), "not expected here; write a list's name");
        }
        Set<Kind> allowed = reason == Reason.DIRECT_REQUEST ? OF_DIRECT_REQUEST : OF_ANOTHER;
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            int line = line(yaml);
            Kind kind =
                    allowed.stream()
                            .filter(k -> nameOf(k).equals(name))
                            .findFirst()
                            .orElseThrow(() ->
                                    unknown(
                                            line,
                                            name,
                                            String.join(
                                                    ", ",
                                                    allowed.stream()
                                                            .sorted()
                                                            .map(ExampleFile::nameOf)
                                                            .toList())));
            yaml.nextToken();
            texts(yaml, Optional.of(reason), kind);
        }
    }

    private void texts(YAMLParser yaml, Optional<Reason> heading, Kind kind) throws IOException {
        if (yaml.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidContent(file, line(yaml), "not expected here; write a list of texts");
        }
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            if (yaml.currentToken() == null || !yaml.currentToken().isScalarValue()) {
                throw new InvalidContent(file, line(yaml), "not expected here; write a text");
            }
            add(new Example(language, heading, kind, yaml.getText(), line(yaml)));
        }
    }

    private void add(Example example) {
        String same = String.join(" ", Words.of(example.text()).plain());
        if (same.isEmpty()) {
            same = example.text();
        }
        Integer before = lines.putIfAbsent(same, example.line());
        if (before != null) {
            throw new InvalidContent(
                    file,
                    example.line(),
                    "'" + example.text() + "': stands in line " + before
                            + " already; leave one of them out");
        }
        examples.add(example);
    }

    private void count() {
        for (Reason reason : Triggers.REASONS) {
            Set<Kind> kinds = reason == Reason.DIRECT_REQUEST ? OF_DIRECT_REQUEST : OF_ANOTHER;
            kinds.stream().sorted().forEach(kind -> count(Optional.of(reason), kind));
        }
        count(Optional.empty(), Kind.ORDINARY);
    }

    private void count(Optional<Reason> heading, Kind kind) {
        int least =
                heading.equals(Optional.of(Reason.DIRECT_REQUEST))
                        ? AT_LEAST_OF_DIRECT_REQUEST.getOrDefault(kind, AT_LEAST)
                        : AT_LEAST;
        long there =
                examples.stream()
                        .filter(e -> e.heading().equals(heading) && e.kind() == kind)
                        .count();
        if (there < least) {
            String where = heading.map(r -> r.code() + ": " + nameOf(kind)).orElse(ORDINARY);
            throw new InvalidContent(
                    file,
                    1,
                    "only " + there + " examples under " + where + "; write at least " + least);
        }
    }

    private InvalidContent unknown(int line, String key, String known) {
        return new InvalidContent(file, line, key + ": not known here; write one of " + known);
    }

    private static int line(YAMLParser yaml) {
        return Math.max(1, yaml.currentTokenLocation().getLineNr());
    }

    private static String nameOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
