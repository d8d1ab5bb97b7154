package dev.switchboard.gateway.assistant;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds what an answer may rest on: passages of the help centre, by their words and, where an
/// embedding model is configured, by their meaning.
public final class Retrieval {
    /// What reciprocal ranks are usually damped by: the first of one ranking does not outweigh what
    /// both have near the top.
    private static final int DAMPING = 60;

    private final Supplier<HelpCenter> helpCenter;
    private final Optional<Vectors> vectors;

    /// @param helpCenter what holds when a question is asked
    /// @param vectors absent: by words alone
    public Retrieval(Supplier<HelpCenter> helpCenter, Optional<Vectors> vectors) {
        this.helpCenter = helpCenter;
        this.vectors = vectors;
    }

    /// Makes ready what the first question would wait for. Blocks.
    void warmUp() {
        helpCenter.get().makeReady();
    }

    /// The passages for the last of the customer's messages; where nothing speaks of it, for the
    /// last two, since a follow-up such as "how long?" says too little to be searched for alone.
    ///
    /// @param asked what the customer said, oldest first
    /// @param workers where the processor time is taken
    public Future<List<Passage>> passages(
            String language, List<String> asked, int max, WorkerExecutor workers) {
        HelpCenter now = helpCenter.get();
        String last = asked.getLast();
        return search(now, language, last, max, workers)
                .compose(found ->
                        found.isEmpty() && asked.size() > 1
                                ? search(
                                        now,
                                        language,
                                        asked.get(asked.size() - 2) + "\n" + last,
                                        max,
                                        workers)
                                : Future.succeededFuture(found));
    }

    private Future<List<Passage>> search(
            HelpCenter now, String language, String question, int max, WorkerExecutor workers) {
        Future<Optional<float[]>> vector =
                vectors.map(all -> all.of(question))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        Future<List<Passage>> byWords =
                workers.executeBlocking(() -> now.ranked(language, question), false);
        return Future.all(vector, byWords)
                .compose(_ ->
                        vector.result().isEmpty()
                                ? byWords
                                : workers.executeBlocking(
                                        () ->
                                                fused(
                                                        byWords.result(),
                                                        near(now, language, vector.result().get())),
                                        false))
                .map(ranked -> Spread.of(ranked, max));
    }

    private List<Passage> near(HelpCenter now, String language, float[] question) {
        return vectors.orElseThrow().ranked(now.told(language), question);
    }

    /// Both rankings as one, by the sum of their reciprocal ranks.
    static List<Passage> fused(List<Passage> byWords, List<Passage> byMeaning) {
        Map<Passage, Double> scores = new LinkedHashMap<>();
        for (List<Passage> ranking : List.of(byWords, byMeaning)) {
            for (int i = 0; i < ranking.size(); i++) {
                scores.merge(ranking.get(i), 1.0 / (DAMPING + i + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Passage, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
