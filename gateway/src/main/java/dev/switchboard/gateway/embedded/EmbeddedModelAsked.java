package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.Lexicon;
import dev.switchboard.gateway.embedded.EmbeddedModelRead.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a question asks, in the terms of the articles that may answer it.
///
/// @param weights how much each of its terms tells
/// @param time whether it asks for a time, as `amount` for an amount of money
record EmbeddedModelAsked(Map<String, Double> weights, boolean time, boolean amount) {
    /// A term that begins or ends a longer one counts so much of it, as in a compound.
    private static final double AKIN = 0.7;

    private static final int BEGINNING_LETTERS_MIN = 4;

    /// A compound's last part is what it is about, but short ends are endings.
    private static final int END_LETTERS_MIN = 6;

    /// What it is worth in a sentence to say what is asked for, beside having all of the words.
    private static final double TOLD = 0.5;

    EmbeddedModelAsked {
        weights = Map.copyOf(weights);
    }

    static EmbeddedModelAsked of(String question, Lexicon lexicon, boolean time, boolean amount) {
        Map<String, Double> weights = new LinkedHashMap<>();
        lexicon.terms(question).stream()
                // The number of an order says which one it is about, not what is asked.
                .filter(term ->
                        term.codePoints().anyMatch(Character::isLetter) || lexicon.knows(term))
                .forEach(term -> weights.put(term, lexicon.weight(term)));
        return new EmbeddedModelAsked(weights, time, amount);
    }

    /// What all of its terms weigh.
    double all() {
        return weights.values().stream().mapToDouble(weight -> weight).sum();
    }

    /// What those weigh that are among these.
    double held(Set<String> terms) {
        return weights.entrySet().stream()
                .mapToDouble(weight -> weight.getValue() * match(weight.getKey(), terms))
                .sum();
    }

    /// The part of its weight that these terms hold, from 0 to 1.
    double share(Set<String> terms) {
        double all = all();
        return all == 0 ? 0 : held(terms) / all;
    }

    /// What it asks beside what these terms say.
    EmbeddedModelAsked without(Set<String> terms) {
        Map<String, Double> open = new LinkedHashMap<>(weights);
        open.replaceAll((term, weight) -> weight * (1 - match(term, terms)));
        return new EmbeddedModelAsked(open, time, amount);
    }

    /// Whether a sentence says a time or an amount that is asked for.
    boolean isToldBy(Sentence sentence) {
        return (time && sentence.tellsTime()) || (amount && sentence.tellsAmount());
    }

    /// At most so many sentences in a row, those that fit best.
    List<Sentence> window(List<Sentence> sentences, int max) {
        int size = Math.min(max, sentences.size());
        int from = 0;
        double most = -1;
        for (int at = 0; at + size <= sentences.size(); at++) {
            double fit =
                    sentences.subList(at, at + size).stream()
                            .mapToDouble(s -> share(s.terms()) + (isToldBy(s) ? TOLD : 0))
                            .sum();
            if (fit > most) {
                most = fit;
                from = at;
            }
        }
        return sentences.subList(from, from + size);
    }

    private static double match(String term, Set<String> terms) {
        return terms.contains(term)
                ? 1
                : terms.stream().anyMatch(other -> akin(term, other)) ? AKIN : 0;
    }

    private static boolean akin(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        return (shorter.length() >= BEGINNING_LETTERS_MIN && longer.startsWith(shorter))
                || (shorter.length() >= END_LETTERS_MIN && longer.endsWith(shorter));
    }
}
