package dev.switchboard.gateway.assistant.triggers;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/// One linear decision for each subject over the same features. Immutable; any thread may ask.
final class Classifier {

    private final FloatBuffer weights;
    private final int subjects;

    /// Keeps the weights.
    ///
    /// @param weights of feature f for subject s at `f * subjects + s`
    Classifier(FloatBuffer weights, int subjects) {
        this.weights = weights;
        this.subjects = subjects;
    }

    /// Reads what [#bytes] wrote.
    static Classifier read(ByteBuffer bytes, int subjects) {
        return new Classifier(bytes.asFloatBuffer(), subjects);
    }

    byte[] bytes() {
        var bytes = new byte[weights.capacity() * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(weights.duplicate().rewind());
        return bytes;
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
