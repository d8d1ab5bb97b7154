package dev.switchboard.gateway.policy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the texts of one language.
final class TextsReader {
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
    private final Numbers numbers;
    private final Map<String, Optional<Section>> sections = new LinkedHashMap<>();

    private TextsReader(Yaml.Keys file, Numbers numbers, Problems problems) {
        this.problems = problems;
        this.numbers = numbers;
        this.file = new Section(problems, "", Place.START, file);
    }

    /// What the file says; where something is among the problems, it stands for as much as could be
    /// read.
    ///
    /// @param language primary BCP 47 tag
    static Texts.Spoken read(Yaml.Keys file, String language, Problems problems) {
        Numbers numbers = Numbers.of(language);
        return new Texts.Spoken(numbers, new TextsReader(file, numbers, problems).texts());
    }

    private Map<Text, Template> texts() {
        Map<Text, Template> texts = new EnumMap<>(Text.class);
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

    private Template text(Section section, String name, Text text) {
        Value<String> words = section.needed(name, TEXT, "");
        return words.said()
                .filter(_ -> words.good())
                .map(said ->
                        TemplateReader.read(
                                text,
                                words.value(),
                                numbers,
                                fault -> problems.add(said.at(), text.key(), fault)))
                .orElseGet(() -> new Template(List.of()));
    }
}
