package dev.switchboard.gateway.assistant.triggers;

/// One linear decision for each subject over the same features. Immutable; any thread may ask.
final class Classifier {

    private final float[] weights;
    private final int subjects;

    /// Keeps the array.
    ///
    /// @param weights of feature f for subject s at `f * subjects + s`
    Classifier(float[] weights, int subjects) {
        this.weights = weights;
        this.subjects = subjects;
    }

    /// Not to be changed.
    float[] weights() {
        return weights;
    }

    int subjects() {
        return subjects;
    }

    /// How strongly a message speaks for each subject.
    float[] scores(Seen seen) {
        float[] scores = new float[subjects];
        seen.score(weights, scores);
        return scores;
    }
}
