package dev.switchboard.gateway.assistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Knows a promise by its likeness to the examples of `promise` in `config/triggers`: a sentence is
/// one if it is like a promise, and more so than like what is none. Asking takes some microseconds
/// a sentence.
public final class PromiseExamples implements Promises {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SECTION = "promise";
    private static final String YES = "yes";
    private static final String NOT = "not";
    private static final int GRAM = 4;

    /// Share of their grams that a sentence and an example must have in common to be alike. A
    /// promise that is missed costs less than an answer that ends with a person.
    private static final double ALIKE_MIN = 0.4;

    private final Map<String, Examples> languages;

    private record Examples(List<Set<String>> yes, List<Set<String>> not) {}

    private PromiseExamples(Map<String, Examples> languages) {
        this.languages = languages;
    }

    /// Reads the files of a directory; a language without examples knows no promise.
    ///
    /// @throws InvalidContent where a file cannot be used
    public static PromiseExamples load(Path dir) {
        Map<String, Examples> languages = new HashMap<>();
        for (Path file : ContentFiles.list(dir)) {
            if (Files.isRegularFile(file)) {
                JsonNode section = section(file);
                languages.put(
                        ContentFiles.nameOf(file, ".yaml"),
                        new Examples(examples(section, YES), examples(section, NOT)));
            }
        }
        return new PromiseExamples(languages);
    }

    @Override
    public boolean promises(String sentence, String language) {
        Examples examples = languages.get(language);
        if (examples == null) {
            return false;
        }
        Set<String> grams = grams(sentence);
        double yes = nearest(grams, examples.yes());
        return yes >= ALIKE_MIN && yes > nearest(grams, examples.not());
    }

    private static double nearest(Set<String> grams, List<Set<String>> examples) {
        return examples.stream().mapToDouble(example -> likeness(grams, example)).max().orElse(0);
    }

    /// Twice what they have in common, as a share of both.
    private static double likeness(Set<String> one, Set<String> other) {
        long common = one.stream().filter(other::contains).count();
        return 2.0 * common / Math.max(1, one.size() + other.size());
    }

    private static Set<String> grams(String sentence) {
        String padded =
                " "
                        + sentence.toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{M}]+", " ")
                                .strip()
                        + " ";
        boolean unspaced = padded.codePoints().anyMatch(Character::isIdeographic);
        int length = unspaced ? 2 : GRAM;
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + length <= padded.length(); i++) {
            grams.add(padded.substring(i, i + length));
        }
        return grams;
    }

    private static List<Set<String>> examples(JsonNode section, String name) {
        List<Set<String>> examples = new ArrayList<>();
        section.path(name).forEach(example -> examples.add(grams(example.asText())));
        return examples;
    }

    private static JsonNode section(Path file) {
        try {
            return YAML.readTree(ContentFiles.read(file)).path(SECTION);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidContent(file, line, e.getOriginalMessage());
        }
    }
}
