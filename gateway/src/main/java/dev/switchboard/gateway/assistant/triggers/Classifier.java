package dev.switchboard.gateway.assistant.triggers;

/// One linear decision for each subject over the same features. Immutable; any thread may ask.
final class Classifier {

    private final float[] weights;
    private final int subjects;

    /// @param weights of feature f for subject r at `f * subjects + r`
    Classifier(float[] weights, int subjects) {
        this.weights = weights;
        this.subjects = subjects;
    }

    int subjects() {
        return subjects;
    }

    /// How strongly a message speaks for each subject.
    float[] scores(Features.Vector seen) {
        float[] scores = new float[subjects];
        add(weights, subjects, seen, scores);
        return scores;
    }

    static void add(float[] weights, int subjects, Features.Vector seen, float[] to) {
        int from = 0;
        int[] at = seen.at();
        for (int kind = 0; kind < seen.ends().length; kind++) {
            float value = seen.weights()[kind];
            for (int i = from; i < seen.ends()[kind]; i++) {
                for (int r = 0; r < subjects; r++) {
                    to[r] += weights[at[i] * subjects + r] * value;
                }
            }
            from = seen.ends()[kind];
        }
    }
}
