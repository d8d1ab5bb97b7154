package dev.switchboard.gateway.assistant;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the phrases of one reason, of all its languages at once. Never changes once built.
///
/// From each word only the phrases are tried that may begin with it, and a phrase looks a bounded
/// way ahead: the time is in proportion to the message, whatever is in it.
final class PhraseMatcher {

    /// A longer message says more than its one phrase.
    private static final int ALONE_WORDS_MAX = 8;

    private final Lexicon lexicon;
    private final Set<String> courtesies = new HashSet<>();
    private final Map<String, List<Phrase>> anywhere = new HashMap<>();
    private final Map<String, List<Phrase>> alone = new HashMap<>();
    private final Map<String, List<Phrase>> not = new HashMap<>();

    PhraseMatcher(List<PhraseFile> files) {
        Set<String> words = new HashSet<>(Set.of(Words.BREAK));
        for (PhraseFile file : files) {
            words.addAll(file.words());
            courtesies.addAll(file.courtesies());
            index(file.anywhere(), anywhere);
            index(file.alone(), alone);
            index(file.not(), not);
        }
        lexicon = new Lexicon(words);
    }

    /// @param words as [Words#of] gives them
    boolean matches(List<String> words) {
        Map<String, List<String>> known = new HashMap<>();
        List<List<String>> message = new ArrayList<>(words.size());
        for (String word : words) {
            message.add(known.computeIfAbsent(word, lexicon::readings));
        }
        return isAlone(message) || isAnywhere(message);
    }

    private boolean isAnywhere(List<List<String>> message) {
        BitSet taken = new BitSet();
        for (int at = 0; at < message.size(); at++) {
            for (int end : ends(not, message, at)) {
                taken.set(at, end);
            }
        }
        for (int at = 0; at < message.size(); at++) {
            for (int end : ends(anywhere, message, at)) {
                int firstTaken = taken.nextSetBit(at);
                if (firstTaken < 0 || firstTaken >= end) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isAlone(List<List<String>> message) {
        List<List<String>> bare = new ArrayList<>();
        for (List<String> readings : message) {
            if (!readings.contains(Words.BREAK)
                    && readings.stream().noneMatch(courtesies::contains)) {
                bare.add(readings);
            }
            if (bare.size() > ALONE_WORDS_MAX) {
                return false;
            }
        }
        return !bare.isEmpty() && ends(alone, bare, 0).contains(bare.size());
    }

    /// Where the phrases end that begin at this word.
    private static List<Integer> ends(
            Map<String, List<Phrase>> phrases, List<List<String>> message, int at) {
        List<Integer> ends = new ArrayList<>();
        for (String reading : message.get(at)) {
            for (Phrase phrase : phrases.getOrDefault(reading, List.of())) {
                int end = phrase.end(message, at);
                if (end >= 0) {
                    ends.add(end);
                }
            }
        }
        return ends;
    }

    private static void index(List<Phrase> phrases, Map<String, List<Phrase>> index) {
        for (Phrase phrase : phrases) {
            for (String word : phrase.firstWords()) {
                index.computeIfAbsent(word, w -> new ArrayList<>()).add(phrase);
            }
        }
    }
}
