package dev.switchboard.gateway.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A pattern of words, such as `<talk> <to> <a>? <person>`, with sets between angle brackets, `?`
/// after what may be absent, and `...` for up to four words of any kind.
///
/// @param parts read from left to right; the first is never a gap
record Phrase(List<Part> parts) {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final int GAP_WORDS_MAX = 4;

    Phrase {
        parts = List.copyOf(parts);
    }

    /// One place of a phrase.
    sealed interface Part {}

    /// One of these choices, each a word or several.
    ///
    /// @param byFirstWord the choices, by the word they begin with
    record OneOf(boolean optional, Map<String, List<List<String>>> byFirstWord) implements Part {
        OneOf {
            byFirstWord = Map.copyOf(byFirstWord);
        }

        static OneOf of(boolean optional, List<List<String>> choices) {
            return new OneOf(
                    optional, choices.stream().collect(Collectors.groupingBy(List::getFirst)));
        }
    }

    /// Up to four words of any kind, of the same sentence.
    record Gap() implements Part {}

    /// Reads a pattern.
    ///
    /// @param sets the sets it may name
    /// @throws IllegalArgumentException saying what is wrong with it
    static Phrase of(String pattern, Map<String, List<List<String>>> sets) {
        List<Part> parts = new ArrayList<>();
        for (String piece : SPACE.splitAsStream(pattern.strip()).toList()) {
            parts.add(piece.equals("...") ? new Gap() : oneOf(piece, sets));
        }
        if (!(parts.getFirst() instanceof OneOf) || !(parts.getLast() instanceof OneOf)) {
            throw new IllegalArgumentException("begin and end it with a word or a <set>");
        }
        if (parts.stream().noneMatch(part -> part instanceof OneOf one && !one.optional())) {
            throw new IllegalArgumentException("leave at least one place without ?");
        }
        return new Phrase(parts);
    }

    /// The words it may begin with.
    Set<String> firstWords() {
        Set<String> first = new TreeSet<>();
        for (Part part : parts) {
            if (!(part instanceof OneOf one)) {
                break;
            }
            first.addAll(one.byFirstWord().keySet());
            if (!one.optional()) {
                break;
            }
        }
        return first;
    }

    /// Where it ends when it begins at `at`, or -1 where it does not begin there.
    ///
    /// @param message for each word, what it may be
    int end(List<List<String>> message, int at) {
        return end(message, at, 0);
    }

    private int end(List<List<String>> message, int at, int part) {
        if (part == parts.size()) {
            return at;
        }
        return switch (parts.get(part)) {
            case Gap() -> endAfterGap(message, at, part + 1);
            case OneOf one -> {
                int end = endAfterChoice(one, message, at, part + 1);
                yield end < 0 && one.optional() ? end(message, at, part + 1) : end;
            }
        };
    }

    private int endAfterChoice(OneOf one, List<List<String>> message, int at, int part) {
        if (at >= message.size()) {
            return -1;
        }
        for (String reading : message.get(at)) {
            for (List<String> choice : one.byFirstWord().getOrDefault(reading, List.of())) {
                int end = stands(choice, message, at) ? end(message, at + choice.size(), part) : -1;
                if (end >= 0) {
                    return end;
                }
            }
        }
        return -1;
    }

    private int endAfterGap(List<List<String>> message, int from, int part) {
        for (int at = from; at <= from + GAP_WORDS_MAX; at++) {
            int end = end(message, at, part);
            if (end >= 0) {
                return end;
            }
            if (at >= message.size() || message.get(at).contains(Words.BREAK)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean stands(List<String> choice, List<List<String>> message, int at) {
        if (at + choice.size() > message.size()) {
            return false;
        }
        for (int i = 0; i < choice.size(); i++) {
            if (!message.get(at + i).contains(choice.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static OneOf oneOf(String piece, Map<String, List<List<String>>> sets) {
        boolean optional = piece.endsWith("?");
        String name = optional ? piece.substring(0, piece.length() - 1) : piece;
        if (!name.startsWith("<")) {
            return OneOf.of(optional, List.of(words(name)));
        }
        if (!name.endsWith(">")) {
            throw new IllegalArgumentException("close '" + name + "' with >");
        }
        List<List<String>> choices = sets.get(name.substring(1, name.length() - 1));
        if (choices == null) {
            throw new IllegalArgumentException("no set " + name + "; add it under words:");
        }
        return OneOf.of(optional, choices);
    }

    /// The bare words of a pattern's piece or of a set's entry.
    static List<String> words(String text) {
        List<String> words = Words.of(text);
        if (words.isEmpty() || words.contains(Words.BREAK)) {
            throw new IllegalArgumentException("'" + text + "' is no word; write words only");
        }
        return words;
    }
}
