package dev.switchboard.gateway.assistant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The words that patterns are made of, and which of them a written word may be.
///
/// Every word is kept under each form that lacks one of its letters. Two words one slip apart share
/// such a form, so a misspelt word is found in time that depends on its length alone.
final class Lexicon {

    /// Shorter words have too many neighbours: "chat" is one letter from "what".
    private static final int LETTERS_MIN = 5;

    /// Longer ones are no words of any pattern, whatever slipped.
    private static final int LETTERS_MAX = 30;

    /// Arabic writes "and", "so", "with" and "to" onto the word.
    private static final String ARABIC_PREFIXES = "وفبل";

    private final Set<String> words;
    private final Map<String, Set<String>> lackingOne = new HashMap<>();

    Lexicon(Collection<String> words) {
        this.words = new HashSet<>(words);
        for (String word : this.words) {
            if (word.length() >= LETTERS_MIN) {
                for (String form : forms(word)) {
                    lackingOne.computeIfAbsent(form, f -> new TreeSet<>()).add(word);
                }
            }
        }
    }

    /// The words of the lexicon that a written word may be: itself, or those one slip away where it
    /// is none itself.
    List<String> readings(String written) {
        if (words.contains(written)) {
            return List.of(written);
        }
        if (written.length() < LETTERS_MIN || written.length() > LETTERS_MAX) {
            return withoutPrefix(written);
        }
        Set<String> near = new TreeSet<>();
        for (String form : forms(written)) {
            for (String word : lackingOne.getOrDefault(form, Set.of())) {
                if (Spelling.oneSlipApart(written, word)) {
                    near.add(word);
                }
            }
        }
        near.addAll(withoutPrefix(written));
        return List.copyOf(near);
    }

    private List<String> withoutPrefix(String written) {
        if (written.length() < 3 || ARABIC_PREFIXES.indexOf(written.charAt(0)) < 0) {
            return List.of();
        }
        String rest = written.substring(1);
        return words.contains(rest) ? List.of(rest) : List.of();
    }

    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>();
        forms.add(word);
        for (int i = 0; i < word.length(); i++) {
            forms.add(word.substring(0, i) + word.substring(i + 1));
        }
        return forms;
    }
}
