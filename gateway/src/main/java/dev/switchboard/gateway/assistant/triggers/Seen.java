package dev.switchboard.gateway.assistant.triggers;

import java.nio.FloatBuffer;

/// The features of one message, as a sparse vector. All features of a kind have the same value.
final class Seen {

    private final int[] at;
    private final int[] ends;
    private final float[] values;

    /// Keeps the arrays.
    ///
    /// @param at the numbers of the features, kind by kind
    /// @param ends where each kind ends among them
    /// @param values of the features of each kind
    Seen(int[] at, int[] ends, float[] values) {
        this.at = at;
        this.ends = ends;
        this.values = values;
    }

    /// The square of its length.
    float square() {
        float sum = 0;
        int from = 0;
        for (int kind = 0; kind < ends.length; kind++) {
            sum += (ends[kind] - from) * values[kind] * values[kind];
            from = ends[kind];
        }
        return sum;
    }

    /// Adds the products with several weights at once, of which those of feature f stand from `f *
    /// scores.length` on.
    void score(FloatBuffer weights, float[] scores) {
        int from = 0;
        for (int kind = 0; kind < ends.length; kind++) {
            float value = values[kind];
            for (int i = from; i < ends[kind]; i++) {
                int first = at[i] * scores.length;
                for (int s = 0; s < scores.length; s++) {
                    scores[s] += weights.get(first + s) * value;
                }
            }
            from = ends[kind];
        }
    }

    /// Moves each of several weights by its step times this vector.
    void move(float[] weights, float[] steps) {
        int from = 0;
        for (int kind = 0; kind < ends.length; kind++) {
            float value = values[kind];
            for (int i = from; i < ends[kind]; i++) {
                int first = at[i] * steps.length;
                for (int s = 0; s < steps.length; s++) {
                    weights[first + s] += steps[s] * value;
                }
            }
            from = ends[kind];
        }
    }
}
