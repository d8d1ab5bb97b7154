package dev.switchboard.gateway.assistant.triggers;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Learns from labelled messages: a linear support vector machine for each subject, by dual
/// coordinate descent, all of them in one sweep over the messages. The same lessons give the same
/// classifier.
final class Learner {

    private static final int ROUNDS = 7;
    private static final long SEED = 7;
    private static final float STEP_MIN = 1e-4f;

    private final List<Lesson> lessons;
    private final int subjects;
    private final float[] weights;
    private final FloatBuffer readable;
    private final float[] duals;
    private final float[] squares;

    /// Lessons that taught nothing when they were last taken: they are taken again in the last
    /// round alone.
    private final boolean[] known;

    /// @param seen what is seen of a message
    /// @param subject its number, or -1 where there is none
    /// @param share how much it counts, beside 1 for a message that somebody wrote
    record Lesson(Seen seen, int subject, float share) {

        /// To take one subject for another costs less than to miss or invent one: a person reads
        /// the message either way.
        private static final float OTHER_COST = 0.5f;

        float cost(int of) {
            return share * (subject >= 0 && subject != of ? OTHER_COST : 1);
        }
    }

    private Learner(List<Lesson> lessons, int subjects) {
        this.lessons = lessons;
        this.subjects = subjects;
        this.weights = new float[Features.NUMBERS * subjects];
        this.readable = FloatBuffer.wrap(weights);
        this.duals = new float[lessons.size() * subjects];
        this.squares = new float[lessons.size()];
        this.known = new boolean[lessons.size()];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = lessons.get(i).seen().square();
        }
    }

    static Classifier learn(List<Lesson> lessons, int subjects) {
        Learner learner = new Learner(lessons, subjects);
        int[] order = new int[lessons.size()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(SEED);
        float[] scores = new float[subjects];
        float[] steps = new float[subjects];
        for (int round = 0; round < ROUNDS; round++) {
            shuffle(order, random);
            for (int i : order) {
                if (!learner.known[i] || round == ROUNDS - 1) {
                    learner.take(i, scores, steps);
                }
            }
        }
        return new Classifier(learner.readable, subjects);
    }

    private void take(int i, float[] scores, float[] steps) {
        Lesson lesson = lessons.get(i);
        Arrays.fill(scores, 0);
        lesson.seen().score(readable, scores);
        boolean moves = false;
        boolean counts = false;
        for (int r = 0; r < subjects; r++) {
            float side = lesson.subject() == r ? 1 : -1;
            float slack = 1 / (2 * lesson.cost(r));
            float dual = duals[i * subjects + r];
            float gradient = side * scores[r] - 1 + slack * dual;
            float next = Math.max(0, dual - gradient / (squares[i] + slack));
            duals[i * subjects + r] = next;
            steps[r] = (next - dual) * side;
            moves |= Math.abs(steps[r]) > STEP_MIN;
            counts |= next > 0;
        }
        known[i] = !counts;
        if (moves) {
            lesson.seen().move(weights, steps);
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
    }
}
