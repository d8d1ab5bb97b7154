package dev.switchboard.gateway.policy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the texts of one language.
final class TextsReader {
    private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}|[{}]");
    private static final int CHARS_MAX = 1_000;
    private static final Form<String> TEXT =
            new Form<>(
                    "a text of 1 to %d characters is needed".formatted(CHARS_MAX),
                    text ->
                            Optional.of(text.strip())
                                    .filter(words ->
                                            !words.isEmpty() && words.length() <= CHARS_MAX));

    private final Problems problems;
    private final Section file;
    private final Map<String, Optional<Section>> sections = new LinkedHashMap<>();

    private TextsReader(Yaml.Keys file, Problems problems) {
        this.problems = problems;
        this.file = new Section(problems, "", Place.START, file);
    }

    /// What the file says; where something is among the problems, it stands for as much as could be
    /// read.
    static Map<Text, String> read(Yaml.Keys file, Problems problems) {
        return new TextsReader(file, problems).texts();
    }

    private Map<Text, String> texts() {
        Map<Text, String> texts = new EnumMap<>(Text.class);
        for (Text text : Text.values()) {
            int dot = text.key().indexOf('.');
            Optional<Section> in =
                    dot < 0 ? Optional.of(file) : section(text.key().substring(0, dot));
            String name = text.key().substring(dot + 1);
            in.ifPresent(section -> texts.put(text, text(section, name, text)));
        }
        sections.values().forEach(section -> section.ifPresent(Section::end));
        file.end();
        return texts;
    }

    /// An empty one where there is none, so that each of its texts is missed by name.
    private Optional<Section> section(String name) {
        return sections.computeIfAbsent(
                name,
                _ ->
                        file.key(name).isPresent()
                                ? file.section(name)
                                : Optional.of(
                                        new Section(
                                                problems,
                                                name,
                                                file.at(),
                                                new Yaml.Keys(file.at(), List.of()))));
    }

    private String text(Section section, String name, Text text) {
        Value<String> words = section.needed(name, TEXT, "");
        if (words.good()) {
            words.said().ifPresent(said -> check(text, said));
        }
        return words.value();
    }

    private void check(Text text, Yaml.Text said) {
        String key = text.key();
        Optional<String> wanted = text.placeholder().map(name -> "{" + name + "}");
        var found =
                BRACES.matcher(said.text())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String braces : found) {
            if (!wanted.equals(Optional.of(braces))) {
                problems.add(
                        said.at(),
                        key,
                        "%s has %s, but %s is filled in here"
                                .formatted(key, braces, wanted.orElse("nothing")));
            }
        }
        wanted.filter(name -> !found.contains(name))
                .ifPresent(name ->
                        problems.add(
                                said.at(),
                                key,
                                "%s has no %s, but it is needed".formatted(key, name)));
    }
}
