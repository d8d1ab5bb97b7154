package dev.switchboard.gateway.assistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The patterns of one reason in one language, read from YAML.
///
/// @param file where they stand
/// @param anywhere phrases that give the reason wherever they stand in a message
/// @param alone phrases that give it where they are the whole message
/// @param not phrases that take the reason away from the words they stand on
/// @param courtesies words that do not count in a short message, such as "please"
/// @param words every word of the above, and words that must not be taken for a misspelt one
/// @param examples messages that have the reason, for checking
/// @param counterexamples messages that have not
record PhraseFile(
        Path file,
        List<Phrase> anywhere,
        List<Phrase> alone,
        List<Phrase> not,
        Set<String> courtesies,
        Set<String> words,
        List<String> examples,
        List<String> counterexamples) {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static final String KEYS =
            "words, anywhere, alone, not, courtesies, unrelated, examples, counterexamples";

    /// The file's own form.
    private record Content(
            @Nullable Map<String, List<String>> words,
            @Nullable List<String> anywhere,
            @Nullable List<String> alone,
            @Nullable List<String> not,
            @Nullable List<String> courtesies,
            @Nullable List<String> unrelated,
            @Nullable List<String> examples,
            @Nullable List<String> counterexamples) {}

    PhraseFile {
        anywhere = List.copyOf(anywhere);
        alone = List.copyOf(alone);
        not = List.copyOf(not);
        courtesies = Set.copyOf(courtesies);
        words = Set.copyOf(words);
        examples = List.copyOf(examples);
        counterexamples = List.copyOf(counterexamples);
    }

    /// @throws InvalidContent where the file is not of that form
    static PhraseFile read(Path file) {
        String text = ContentFiles.read(file);
        return new Reader(file, text).phrases(content(file, text));
    }

    /// An objection to one of the file's texts.
    InvalidContent objection(String entry, String whatToDo) {
        return objection(file, ContentFiles.read(file), entry, whatToDo);
    }

    private static InvalidContent objection(Path file, String text, String entry, String whatToDo) {
        int at = Math.max(0, text.indexOf(entry));
        int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new InvalidContent(file, line, "'" + entry + "': " + whatToDo);
    }

    private static Content content(Path file, String text) {
        try {
            Content content = YAML.readValue(text, Content.class);
            if (content == null) {
                throw new InvalidContent(file, 1, "empty; write patterns under anywhere:");
            }
            return content;
        } catch (UnrecognizedPropertyException e) {
            String key = e.getPropertyName() + ":";
            throw objection(file, text, key, "not known here; write one of " + KEYS);
        } catch (MismatchedInputException e) {
            throw new InvalidContent(file, lineOf(e), "not expected here; write a list of texts");
        } catch (JsonProcessingException e) {
            throw new InvalidContent(file, lineOf(e), "no YAML: " + e.getOriginalMessage());
        }
    }

    private static int lineOf(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    /// Turns texts into phrases and collects the words it meets.
    private record Reader(Path file, String text, Set<String> words) {

        Reader(Path file, String text) {
            this(file, text, new TreeSet<>());
        }

        PhraseFile phrases(Content content) {
            Map<String, List<List<String>>> sets = new TreeMap<>();
            if (content.words() != null) {
                content.words().forEach((name, entries) -> sets.put(name, split(entries)));
            }
            List<Phrase> anywhere = phrases(content.anywhere(), sets);
            List<Phrase> alone = phrases(content.alone(), sets);
            List<Phrase> not = phrases(content.not(), sets);
            Set<String> courtesies = new TreeSet<>();
            split(orNone(content.courtesies())).forEach(courtesies::addAll);
            split(orNone(content.unrelated()));
            return new PhraseFile(
                    file,
                    anywhere,
                    alone,
                    not,
                    courtesies,
                    words,
                    orNone(content.examples()),
                    orNone(content.counterexamples()));
        }

        private List<Phrase> phrases(
                @Nullable List<String> patterns, Map<String, List<List<String>>> sets) {
            List<Phrase> phrases = new ArrayList<>();
            for (String pattern : orNone(patterns)) {
                try {
                    Phrase phrase = Phrase.of(pattern, sets);
                    for (Phrase.Part part : phrase.parts()) {
                        if (part instanceof Phrase.OneOf one) {
                            one.byFirstWord().values().forEach(same -> same.forEach(words::addAll));
                        }
                    }
                    phrases.add(phrase);
                } catch (IllegalArgumentException e) {
                    throw objection(file, text, pattern, "" + e.getMessage());
                }
            }
            return phrases;
        }

        private List<List<String>> split(List<String> entries) {
            List<List<String>> choices = new ArrayList<>();
            for (String entry : entries) {
                try {
                    List<String> choice = Phrase.words(entry);
                    words.addAll(choice);
                    choices.add(choice);
                } catch (IllegalArgumentException e) {
                    throw objection(file, text, entry, "" + e.getMessage());
                }
            }
            return choices;
        }
    }
}
