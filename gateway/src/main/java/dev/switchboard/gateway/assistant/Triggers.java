package dev.switchboard.gateway.assistant;

import dev.switchboard.routing.conversation.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which messages of a customer go to a person at once, before any model is asked.
///
/// Patterns are files, `<reason>/<language>.yaml`. All languages are tried on every message, since
/// people ask for a person in their own language whatever the conversation's is. Each file also
/// holds examples and counterexamples, and a file that gets one of its own wrong is refused.
public final class Triggers {

    private final Map<Reason, PhraseMatcher> matchers;

    private Triggers(Map<Reason, PhraseMatcher> matchers) {
        this.matchers = matchers;
    }

    /// Reads all patterns below a directory.
    ///
    /// @throws InvalidContent where a file cannot be used; its message says what to do
    public static Triggers load(Path dir) {
        Map<Reason, PhraseMatcher> matchers = new LinkedHashMap<>();
        for (Path folder : ContentFiles.list(dir)) {
            if (Files.isDirectory(folder)) {
                matchers.put(reasonOf(folder), matcher(folder));
            }
        }
        return new Triggers(matchers);
    }

    /// Why this message must go to a person, or nothing where the assistant may answer it. Takes
    /// time in proportion to the message; any thread may ask.
    public Optional<Reason> reason(String text) {
        List<String> words = Words.of(text);
        for (Map.Entry<Reason, PhraseMatcher> entry : matchers.entrySet()) {
            if (entry.getValue().matches(words)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static Reason reasonOf(Path folder) {
        return Reason.ofCode(ContentFiles.nameOf(folder))
                .orElseThrow(() ->
                        new InvalidContent(
                                folder,
                                1,
                                "no reason of the protocol; rename the folder to one, such"
                                        + " as direct-request"));
    }

    private static PhraseMatcher matcher(Path folder) {
        List<PhraseFile> files = new ArrayList<>();
        for (Path file : ContentFiles.list(folder)) {
            files.add(PhraseFile.read(file));
        }
        PhraseMatcher matcher = new PhraseMatcher(files);
        for (PhraseFile file : files) {
            check(file, matcher);
        }
        return matcher;
    }

    private static void check(PhraseFile file, PhraseMatcher matcher) {
        for (String example : file.examples()) {
            if (!matcher.matches(Words.of(example))) {
                throw file.objection(example, "no pattern finds this example; add one");
            }
        }
        for (String counterexample : file.counterexamples()) {
            if (matcher.matches(Words.of(counterexample))) {
                throw file.objection(
                        counterexample, "a pattern finds this counterexample; narrow it");
            }
        }
    }
}
