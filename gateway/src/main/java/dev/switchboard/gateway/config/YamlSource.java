package dev.switchboard.gateway.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the configuration file as a stream of tokens, so that each value keeps its line.
final class YamlSource {
    private final String label;
    private final Path base;
    private final List<String> problems;
    private final List<Assignment> assignments = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private YamlSource(String label, Path base, List<String> problems) {
        this.label = label;
        this.base = base;
        this.problems = problems;
    }

    /// What `file` says; what cannot be read is added to `problems`.
    ///
    /// @param label how the file is called in sentences
    /// @param base directory that its relative paths start from
    static List<Assignment> read(Path file, String label, Path base, List<String> problems) {
        YamlSource source = new YamlSource(label, base, problems);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonParser parser = new YAMLFactory().createParser(reader)) {
            source.document(parser);
        } catch (JsonProcessingException broken) {
            // The parser's own message quotes the line, which may hold a secret.
            problems.add(
                    ("%s line %d: this is not YAML, but lines such as \"key: value\" are needed,"
                                    + " those of a section indented by two spaces.")
                            .formatted(label, broken.getLocation().getLineNr()));
        } catch (IOException unreadable) {
            problems.add("%s cannot be read (%s).".formatted(label, unreadable));
        }
        return source.assignments;
    }

    private void document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            problems.add(at(parser) + ": lines such as \"key: value\" are needed.");
            return;
        }
        section("", parser);
        if (parser.nextToken() != null) {
            problems.add(at(parser) + ": a second document begins, but only one is read.");
        }
    }

    private void section(String prefix, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            String where = at(parser);
            switch (parser.nextToken()) {
                case START_OBJECT -> section(name + ".", parser);
                case START_ARRAY -> {
                    parser.skipChildren();
                    problems.add(
                            "%s: %s is a list, but one value is needed.".formatted(where, name));
                }
                case VALUE_NULL -> assign(where, name, "");
                default -> assign(where, name, parser.getText());
            }
        }
    }

    private void assign(String where, String name, String text) {
        if (!seen.add(name)) {
            problems.add("%s: %s was set before in this file.".formatted(where, name));
        }
        assignments.add(new Assignment(new Origin(where, base), name, text));
    }

    private String at(JsonParser parser) {
        return label + " line " + parser.currentTokenLocation().getLineNr();
    }
}
