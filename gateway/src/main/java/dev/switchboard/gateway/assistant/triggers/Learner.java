package dev.switchboard.gateway.assistant.triggers;

import java.util.List;
import java.util.Random;

/// Learns one linear decision per reason, all in one sweep (squared hinge, dual coordinate descent).
final class Learner {

    static int ROUNDS = 8;

    /// @param of the reasons by their number, true where the message has it
    record Lesson(Features.Vector seen, boolean[] of, float[] weight) {}

    /// number * reasons + reason.
    static float[] learn(List<Lesson> lessons, int reasons, long seed) {
        float[] w = new float[Features.NUMBERS * reasons];
        int n = lessons.size();
        float[] alpha = new float[n * reasons];
        float[] square = new float[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
            float s = 0;
            for (float v : lessons.get(i).seen().value()) {
                s += v * v;
            }
            square[i] = s;
        }
        Random random = new Random(seed);
        float[] dot = new float[reasons];
        float[] step = new float[reasons];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = n - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int t = order[i];
                order[i] = order[j];
                order[j] = t;
            }
            for (int k = 0; k < n; k++) {
                int i = order[k];
                Lesson l = lessons.get(i);
                int[] at = l.seen().at();
                float[] value = l.seen().value();
                dot(w, at, value, reasons, dot);
                boolean any = false;
                for (int r = 0; r < reasons; r++) {
                    float y = l.of()[r] ? 1 : -1;
                    float d = 1 / (2 * l.weight()[r]);
                    float a = alpha[i * reasons + r];
                    float g = y * dot[r] - 1 + d * a;
                    float b = Math.max(0, a - g / (square[i] + d));
                    alpha[i * reasons + r] = b;
                    step[r] = (b - a) * y;
                    any |= Math.abs(step[r]) > 1e-4f;
                }
                if (any) {
                    for (int f = 0; f < at.length; f++) {
                        int p = at[f] * reasons;
                        for (int r = 0; r < reasons; r++) {
                            w[p + r] += step[r] * value[f];
                        }
                    }
                }
            }
        }
        return w;
    }

    static void dot(float[] w, int[] at, float[] value, int reasons, float[] to) {
        java.util.Arrays.fill(to, 0);
        for (int f = 0; f < at.length; f++) {
            int p = at[f] * reasons;
            for (int r = 0; r < reasons; r++) {
                to[r] += w[p + r] * value[f];
            }
        }
    }
}
