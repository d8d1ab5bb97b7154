package dev.switchboard.gateway.assistant.triggers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A message as it may be written, and what it is.
///
/// @param language of the file it stands in
/// @param heading the section it stands in; nothing for ordinary messages
/// @param kind where it stands below that
/// @param text may leave a choice, `{a person|an agent|}`
/// @param line of the file, counted from 1
record Example(String language, Optional<Subject> heading, Kind kind, String text, int line) {

    /// The lists of a file.
    enum Kind {
        DIRECT,
        INDIRECT,
        MISSPELT,
        YES,
        NOT,
        ORDINARY
    }

    /// What it is an example of; nothing where it only looks like it, or is ordinary.
    Optional<Subject> subject() {
        return kind == Kind.NOT ? Optional.empty() : heading;
    }

    /// Whether it leaves a choice.
    boolean leavesChoice() {
        return text.indexOf('{') >= 0;
    }

    /// The messages it stands for: itself, or of those that its choices make, always the same few.
    List<String> messages(int max) {
        List<String> all = choices(text);
        Collections.shuffle(all, new Random(line));
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }

    private static List<String> choices(String text) {
        int open = text.indexOf('{');
        int close = text.indexOf('}', open + 1);
        if (open < 0 || close < 0) {
            return new ArrayList<>(List.of(text));
        }
        List<String> rest = choices(text.substring(close + 1));
        List<String> all = new ArrayList<>();
        for (String choice : text.substring(open + 1, close).split("\\|", -1)) {
            rest.forEach(end -> all.add(text.substring(0, open) + choice + end));
        }
        return all;
    }
}
