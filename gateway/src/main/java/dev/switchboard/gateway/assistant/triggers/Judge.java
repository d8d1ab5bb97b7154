package dev.switchboard.gateway.assistant.triggers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    private final Classifier classifier;
    private final Vocabularies vocabularies;

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
        Features features = new Features();
        for (Vocabulary vocabulary : vocabularies.readingsOf(words, language)) {
            int all = words.plain().size();
            if (all <= WHOLE_MAX) {
                raise(scores, classifier.scores(features.of(words, 0, all, vocabulary)), 0);
            }
            for (int[] part : parts(words)) {
                Seen seen = features.of(words, part[0], part[1], vocabulary);
                raise(scores, classifier.scores(seen), CLAUSE_DISCOUNT);
            }
        }
        return scores;
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
