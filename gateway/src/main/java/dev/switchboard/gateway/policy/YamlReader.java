package dev.switchboard.gateway.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Reads a file into values that know their places.
public final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final YAMLParser parser;
    private final Problems problems;

    private YamlReader(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /// The keys of the file; nothing where it is no YAML, which is then among the problems.
    public static Optional<Yaml.Keys> read(RawFile file, Problems problems) {
        if (file.failure().isPresent()) {
            problems.add(Place.START, "", file.failure().get());
            return Optional.empty();
        }
        return text(file, problems).flatMap(text -> keys(text, problems));
    }

    private static Optional<String> text(RawFile file, Problems problems) {
        CharBuffer text = CharBuffer.allocate(file.bytes().remaining());
        var result =
                StandardCharsets.UTF_8.newDecoder().decode(file.bytes().duplicate(), text, true);
        String read = text.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
            int column = read.length() - read.lastIndexOf('\n');
            problems.add(new Place(line, column), "", "this is not UTF-8, but UTF-8 is needed");
            return Optional.empty();
        }
        return Optional.of(read);
    }

    private static Optional<Yaml.Keys> keys(String text, Problems problems) {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlReader(parser, problems).document();
        } catch (JsonProcessingException broken) {
            problems.add(
                    place(broken),
                    "",
                    "this is not YAML (%s), but lines such as \"key: value\" are needed"
                            .formatted(problem(broken)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text is in memory", impossible);
        }
        return Optional.empty();
    }

    private Optional<Yaml.Keys> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Optional.of(new Yaml.Keys(Place.START, List.of()));
        }
        if (!(value(first) instanceof Yaml.Keys keys)) {
            problems.add(Place.START, "", "lines such as \"key: value\" are needed");
            return Optional.empty();
        }
        if (parser.nextToken() != null) {
            problems.add(place(), "", "a second document begins, but only one is read");
        }
        return Optional.of(keys);
    }

    private Yaml value(JsonToken token) throws IOException {
        Place at = place();
        return switch (token) {
            case START_OBJECT -> keys(at);
            case START_ARRAY -> items(at);
            case VALUE_NULL -> new Yaml.Nothing(at);
            default -> text(at);
        };
    }

    private Yaml.Text text(Place at) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(
                    at,
                    "",
                    "*%s is an alias, but none is read: repeat the value"
                            .formatted(parser.getText()));
        }
        return new Yaml.Text(at, parser.getText());
    }

    private Yaml.Items items(Place at) throws IOException {
        List<Yaml> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(token));
        }
        return new Yaml.Items(at, items);
    }

    private Yaml.Keys keys(Place at) throws IOException {
        Map<String, Yaml.Key> keys = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Place keyAt = place();
            String name = parser.currentName();
            Yaml.Key key = new Yaml.Key(keyAt, name, value(parser.nextToken()));
            Yaml.Key before = keys.putIfAbsent(name, key);
            if (before != null) {
                problems.add(
                        keyAt,
                        name,
                        "%s was set before, in line %d".formatted(name, before.at().line()));
            }
        }
        return new Yaml.Keys(at, List.copyOf(keys.values()));
    }

    private Place place() {
        return place(parser);
    }

    private static Place place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
    }

    /// Jackson tells the place of the token before the trouble; what it builds on knows better.
    private static Place place(JsonProcessingException broken) {
        if (broken.getCause() instanceof MarkedYAMLException marked
                && marked.getProblemMark() != null) {
            var mark = marked.getProblemMark();
            return new Place(mark.getLine() + 1, mark.getColumn() + 1);
        }
        var at = broken.getLocation();
        return at == null
                ? Place.START
                : new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    private static String problem(JsonProcessingException broken) {
        String said =
                broken.getCause() instanceof MarkedYAMLException marked
                        ? marked.getProblem()
                        : broken.getOriginalMessage();
        return said.lines().findFirst().orElse("unreadable");
    }
}
