package dev.switchboard.gateway.assistant.triggers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Divides examples for cross-validation, evenly by language and list. What is nearly the same
/// sentence, also in a sister language, stays together, else a classifier would be asked what it
/// was told.
final class Folds {

    static final int COUNT = 5;

    private static final double NEARLY = 0.7;
    private static final int COMMON = 400;

    private final int[] together;
    private final int[] fold;

    Folds(List<Example> examples) {
        together = IntStream.range(0, examples.size()).toArray();
        join(examples);
        fold = new int[examples.size()];
        Map<Integer, Integer> ofCluster = new HashMap<>();
        Map<String, Integer> next = new HashMap<>();
        List<Integer> order = new ArrayList<>(IntStream.range(0, fold.length).boxed().toList());
        Collections.shuffle(order, new Random(5));
        for (int i : order) {
            Example e = examples.get(i);
            String list = e.language() + e.heading() + e.kind();
            fold[i] =
                    ofCluster.computeIfAbsent(
                            first(i), _ -> next.merge(list, 1, Integer::sum) % COUNT);
        }
    }

    int of(int example) {
        return fold[example];
    }

    private void join(List<Example> examples) {
        Map<String, List<Integer>> having = new HashMap<>();
        int[] sizes = new int[examples.size()];
        for (int i = 0; i < sizes.length; i++) {
            List<String> pieces = pieces(examples.get(i).text());
            sizes[i] = pieces.size();
            Map<Integer, Integer> shared = new HashMap<>();
            for (String piece : pieces) {
                List<Integer> others = having.computeIfAbsent(piece, _ -> new ArrayList<>());
                if (others.size() < COMMON) {
                    others.forEach(j -> shared.merge(j, 1, Integer::sum));
                }
                others.add(i);
            }
            for (Map.Entry<Integer, Integer> other : shared.entrySet()) {
                int j = other.getKey();
                if (2.0 * other.getValue() >= NEARLY * (sizes[i] + sizes[j])) {
                    together[first(i)] = first(j);
                }
            }
        }
    }

    private static List<String> pieces(String text) {
        String plain = " " + String.join(" ", Words.of(text).plain()) + " ";
        return IntStream.range(0, Math.max(1, plain.length() - 2))
                .mapToObj(i -> plain.substring(i, Math.min(plain.length(), i + 3)))
                .distinct()
                .toList();
    }

    private int first(int i) {
        int at = i;
        while (together[at] != at) {
            at = together[at];
        }
        return at;
    }
}
