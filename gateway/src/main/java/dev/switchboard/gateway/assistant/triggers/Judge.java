package dev.switchboard.gateway.assistant.triggers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How strongly a whole message speaks for each subject. A request may stand at the end of a long
/// story, so the clauses are looked at one by one too.
final class Judge {

    /// What a customer types; of longer texts, which are pasted, the beginning and the end count.
    private static final int TEXT_MAX = 2_000;

    private static final int BEGINNING = 500;

    /// A clause stands for less than the whole, since the rest may take back what it says.
    private static final float CLAUSE_DISCOUNT = 0.3f;

    /// A message of more words is looked at in parts alone.
    private static final int WHOLE_MAX = 60;

    private static final int PART_MAX = 24;
    private static final int PART_STEP = 12;

    /// In so many words some stand for something by chance.
    private static final int WORDS_OF_CHANCE = 7;

    /// Where more than this part of them stands for nothing, the others stand for less.
    private static final float UNKNOWN_MAX = 0.75f;

    private static final float UNKNOWN_DISCOUNT = 1.5f;

    private final Classifier classifier;
    private final Vocabularies vocabularies;

    /// Its lists are twenty kilobytes and more, which would otherwise be new for each sentence of
    /// each answer.
    private final AtomicReference<@Nullable Features> spare = new AtomicReference<>();

    Judge(Classifier classifier, Vocabularies vocabularies) {
        this.classifier = classifier;
        this.vocabularies = vocabularies;
    }

    /// The scores in the order of the classifier's subjects; above nought speaks for it.
    ///
    /// @param language a primary tag, the conversation's; other languages are tried too
    float[] scores(String text, String language) {
        float[] scores = new float[classifier.subjects()];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        Words words = Words.of(bounded(text));
        if (words.plain().isEmpty()) {
            return scores;
        }
        Features idle = spare.getAndSet(null);
        Features features = idle == null ? new Features() : idle;
        for (Vocabulary vocabulary : vocabularies.readingsOf(words, language)) {
            int all = words.plain().size();
            if (all <= WHOLE_MAX) {
                int[] notions = vocabulary.notionsOf(words.plain());
                Seen seen = features.of(words, 0, all, notions);
                raise(scores, classifier.scores(seen), chance(all, notions));
            }
            for (int[] part : parts(words)) {
                List<String> plain = words.plain().subList(part[0], part[1]);
                int[] notions = vocabulary.notionsOf(plain);
                Seen seen = features.of(words, part[0], part[1], notions);
                float discount = CLAUSE_DISCOUNT + chance(plain.size(), notions);
                raise(scores, classifier.scores(seen), discount);
            }
        }
        spare.set(features);
        return scores;
    }

    /// What is taken off where hardly a word of many stands for anything, as in a list of things:
    /// that one does may be chance. Nothing where words are not apart.
    private static float chance(int words, int[] notions) {
        if (words < WORDS_OF_CHANCE || notions.length > words) {
            return 0;
        }
        int unknown = 0;
        for (int set : notions) {
            unknown += set == 0 ? 1 : 0;
        }
        return UNKNOWN_DISCOUNT * Math.max(0, (float) unknown / notions.length - UNKNOWN_MAX);
    }

    private static void raise(float[] scores, float[] others, float discount) {
        for (int r = 0; r < scores.length; r++) {
            scores[r] = Math.max(scores[r], others[r] - discount);
        }
    }

    /// The clauses, long ones in pieces that overlap; none where all of it is one clause.
    private static List<int[]> parts(Words words) {
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        for (int to : words.ends()) {
            int at = from;
            while (to - at > PART_MAX) {
                parts.add(new int[] {at, at + PART_MAX});
                at += PART_STEP;
            }
            parts.add(new int[] {at, to});
            from = to;
        }
        return parts.size() == 1 ? List.of() : parts;
    }

    private static String bounded(String text) {
        return text.length() <= TEXT_MAX
                ? text
                : text.substring(0, BEGINNING)
                        + "\n"
                        + text.substring(text.length() - (TEXT_MAX - BEGINNING));
    }
}
