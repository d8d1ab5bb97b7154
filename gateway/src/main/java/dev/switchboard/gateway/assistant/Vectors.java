package dev.switchboard.gateway.assistant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The vectors of the help centre's passages, and of questions.
///
/// Passages are embedded in the background, each text once for as long as it is in the help centre;
/// until then, and whenever the embedding model cannot be reached, they are just not found this
/// way. From any thread.
public final class Vectors {
    private static final Logger LOG = LoggerFactory.getLogger(Vectors.class);

    /// Longer questions are cut: what is asked stands in far fewer, and models take so many tokens.
    private static final int QUESTION_CHARS_MAX = 2_000;

    private final Vertx vertx;
    private final Embedder embedder;
    private final Settings settings;
    private final Counter failures;
    private final Map<String, float[]> known = new ConcurrentHashMap<>();
    private int edition;
    private boolean stopped;

    /// @param batchMax texts of one request
    /// @param timeout for a question; after it, search goes on without
    /// @param similarityMin cosine from which a passage speaks of what is asked
    public record Settings(int batchMax, Duration timeout, float similarityMin) {}

    public Vectors(Vertx vertx, Embedder embedder, Settings settings, MeterRegistry registry) {
        this.vertx = vertx;
        this.embedder = embedder;
        this.settings = settings;
        failures =
                Counter.builder("switchboard.embedding.failures")
                        .description("requests to the embedding model that failed or came too late")
                        .register(registry);
        registry.gaugeMapSize("switchboard.embedding.passages", List.of(), known);
    }

    /// Has the passages of a help centre embedded that are not yet, and forgets the vectors of
    /// those that are not in it. What was begun for an earlier one ends.
    ///
    /// @return completes when all are there, or when another help centre came before that
    public Future<Void> follow(HelpCenter helpCenter) {
        Set<String> texts = new LinkedHashSet<>();
        helpCenter.all().forEach(passage -> texts.add(text(passage)));
        int mine = begin();
        known.keySet().retainAll(texts);
        texts.removeAll(known.keySet());
        return embed(new ArrayList<>(texts), mine, 0);
    }

    /// Embeds no more.
    public synchronized Future<Void> stop() {
        stopped = true;
        edition++;
        return Future.succeededFuture();
    }

    /// The vector of a question; nothing where it does not come in time. Never fails.
    Future<Optional<float[]>> of(String question) {
        String cut = question.substring(0, Math.min(question.length(), QUESTION_CHARS_MAX));
        if (known.isEmpty() || cut.isBlank()) {
            return Future.succeededFuture(Optional.empty());
        }
        return embedder.embed(List.of(cut))
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(vectors -> Optional.of(vectors.getFirst()))
                .otherwise(e -> {
                    failures.increment();
                    LOG.debug("a question was searched for without its vector", e);
                    return Optional.empty();
                });
    }

    /// Those of the passages that lie close enough to a question, closest first.
    List<Passage> ranked(List<Passage> passages, float[] question) {
        record Near(Passage passage, float similarity) {}
        return passages.stream()
                .flatMap(passage ->
                        Optional.ofNullable(known.get(text(passage)))
                                .filter(vector -> vector.length == question.length)
                                .map(vector -> new Near(passage, cosine(vector, question)))
                                .stream())
                .filter(near -> near.similarity() >= settings.similarityMin())
                .sorted(Comparator.comparingDouble(Near::similarity).reversed())
                .map(Near::passage)
                .toList();
    }

    private synchronized int begin() {
        return stopped ? edition - 1 : ++edition;
    }

    private synchronized boolean isCurrent(int mine) {
        return edition == mine;
    }

    /// One batch after another; one that fails is tried again after a pause.
    private Future<Void> embed(List<String> missing, int mine, int failed) {
        if (missing.isEmpty() || !isCurrent(mine)) {
            return Future.succeededFuture();
        }
        List<String> batch = missing.subList(0, Math.min(missing.size(), settings.batchMax()));
        return embedder.embed(batch)
                .map(vectors -> {
                    for (int i = 0; i < batch.size(); i++) {
                        known.put(batch.get(i), vectors.get(i));
                    }
                    return 0;
                })
                .otherwise(e -> {
                    failed(failed + 1, e);
                    return failed + 1;
                })
                .compose(now ->
                        now == 0
                                ? embed(missing.subList(batch.size(), missing.size()), mine, 0)
                                : vertx.timer(embedder.pause(now).toMillis(), TimeUnit.MILLISECONDS)
                                        .compose(_ -> embed(missing, mine, now)));
    }

    private void failed(int inARow, Throwable e) {
        failures.increment();
        if (inARow == 1) {
            LOG.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log(
                            "Could not embed the help centre; search goes on without, and tries again");
        }
    }

    private static String text(Passage passage) {
        return passage.title() + "\n" + passage.text();
    }

    private static float cosine(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
