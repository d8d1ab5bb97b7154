package dev.switchboard.gateway.assistant.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.Links;
import dev.switchboard.gateway.assistant.Retrieval;
import dev.switchboard.gateway.assistant.Vectors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Search with an embedding model that knows two subjects, money and parcels, in any language.
class EmbeddingSearchTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("test", 2);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<JsonObject> bodies = new ConcurrentLinkedQueue<>();

    @TempDir private Path dir;
    private HelpCenter helpCenter;

    @BeforeEach
    void write() throws IOException {
        write("en/refunds.md", "Refunds", "The shop gives the money back.");
        write("en/delivery.md", "Parcel", "A parcel takes three days.");
        write("en/storms.md", "Storms", "Umbrellas, snow, ice.");
        write("sv/refunds.md", "Pengar", "Butiken ger pengarna tillbaka.");
        helpCenter = HelpCenter.load(dir, _ -> Set.of(), Links.NONE);
    }

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    @Test
    void a_question_that_shares_no_word_is_found_by_its_meaning() {
        Vectors vectors = vectors(start(good()), AMPLE, 32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "sv", "cash kontanter?"))
                .containsExactly("sv refunds#1");
        assertThat(found(Optional.empty(), "sv", "cash kontanter?")).isEmpty();
    }

    @Test
    void a_language_without_an_article_of_its_own_finds_the_english_one() {
        Vectors vectors = vectors(start(good()), AMPLE, 32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "sv", "försändelse package"))
                .containsExactly("en delivery#1");
        assertThat(found(Optional.of(vectors), "sv", "cash"))
                .as("what it has in Swedish is told in Swedish")
                .containsExactly("sv refunds#1");
    }

    @Test
    void what_lies_far_from_everything_finds_nothing() {
        Vectors vectors = vectors(start(good()), AMPLE, 32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "en", "philosophy")).isEmpty();
    }

    @Test
    void what_both_find_comes_before_what_one_finds() {
        Vectors vectors = vectors(start(good()), AMPLE, 32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "en", "umbrellas umbrellas parcel").getFirst())
                .isEqualTo("en delivery#1");
    }

    @Test
    void passages_are_embedded_in_batches_and_each_only_once() throws IOException {
        Vectors vectors = vectors(start(good()), AMPLE, 3);
        Heard.await(vectors.follow(helpCenter));
        assertThat(inputs()).containsExactly(3, 1);

        write("en/delivery.md", "Parcel", "A parcel takes two days.");
        HelpCenter changed = HelpCenter.load(dir, _ -> Set.of(), Links.NONE);
        Heard.await(vectors.follow(changed));

        assertThat(inputs()).containsExactly(3, 1, 1);
        assertThat(registry.get("switchboard.embedding.passages").gauge().value()).isEqualTo(4);
    }

    @Test
    void a_server_that_fails_at_first_is_asked_again_until_all_is_there() {
        Vectors vectors =
                vectors(
                        start((number, request, body) -> {
                            if (number < 2) {
                                request.response().setStatusCode(500).end("oops");
                            } else {
                                answer(request, body);
                            }
                        }),
                        AMPLE,
                        32);

        Heard.await(vectors.follow(helpCenter));

        assertThat(bodies).hasSize(3);
        assertThat(failures()).isEqualTo(2);
        assertThat(found(Optional.of(vectors), "sv", "cash")).containsExactly("sv refunds#1");
    }

    @Test
    void a_question_whose_vector_is_late_is_searched_for_by_words_alone() {
        Vectors vectors =
                vectors(
                        start((number, request, body) -> {
                            if (number == 0) {
                                answer(request, body);
                            } // The question's own request is never answered.
                        }),
                        Duration.ofMillis(20),
                        32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "en", "parcel")).containsExactly("en delivery#1");
        assertThat(found(Optional.of(vectors), "en", "cash")).isEmpty();
        assertThat(failures()).isEqualTo(2);
    }

    @Test
    void a_question_of_another_dimension_is_searched_for_by_words_alone() {
        Vectors vectors =
                vectors(
                        start((number, request, body) -> {
                            if (number == 0) {
                                answer(request, body);
                            } else {
                                answer(request, List.of(new JsonArray().add(1).add(0)));
                            }
                        }),
                        AMPLE,
                        32);
        Heard.await(vectors.follow(helpCenter));

        assertThat(found(Optional.of(vectors), "en", "parcel")).containsExactly("en delivery#1");
        assertThat(found(Optional.of(vectors), "en", "cash")).isEmpty();
    }

    @Test
    void until_passages_are_embedded_words_alone_decide_and_the_server_is_not_asked() {
        Vectors vectors = vectors(start((_, _, _) -> {}), AMPLE, 32);
        Future<Void> loading = vectors.follow(helpCenter);

        assertThat(found(Optional.of(vectors), "en", "parcel")).containsExactly("en delivery#1");
        assertThat(loading.isComplete()).isFalse();
        assertThat(bodies).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void answers_that_are_no_embeddings_fail() {
        List<String> bad =
                List.of(
                        "no json",
                        "{}",
                        "{\"data\":[]}",
                        "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}",
                        "{\"data\":[{\"index\":0,\"embedding\":\"AAAA\"}]}",
                        "{\"data\":[{\"index\":7,\"embedding\":[1,0]}]}",
                        "{\"data\":[{\"index\":0}]}");
        OpenAiEmbedder embedder =
                embedder(start((number, request, _) -> request.response().end(bad.get(number))));

        for (String body : bad) {
            assertThatThrownBy(() -> Heard.await(embedder.embed(List.of("secret words"))))
                    .as(body)
                    .hasMessageNotContaining("secret words");
        }
    }

    @Test
    void a_server_that_is_not_there_fails_and_one_with_a_key_is_told_it() {
        OpenAiEmbedder nowhere = embedder(Optional.empty(), "http://127.0.0.1:1/v1");
        assertThatThrownBy(() -> Heard.await(nowhere.embed(List.of("a")))).isNotNull();

        Queue<String> keys = new ConcurrentLinkedQueue<>();
        ScriptedServer server =
                start((_, request, body) -> {
                    keys.add(request.getHeader("Authorization") + " " + request.uri());
                    answer(request, body);
                });
        Heard.await(
                embedder(Optional.of("k"), server.url() + "?api-version=1").embed(List.of("a")));
        assertThat(keys).containsExactly("Bearer k /v1/embeddings?api-version=1");
    }

    private List<String> found(Optional<Vectors> vectors, String language, String question) {
        Retrieval retrieval = new Retrieval(() -> helpCenter, vectors);
        return Heard.await(retrieval.passages(language, List.of(question), 4, workers)).stream()
                .map(passage -> passage.language() + " " + passage.id())
                .toList();
    }

    private Vectors vectors(ScriptedServer server, Duration timeout, int batchMax) {
        return new Vectors(
                vertx, embedder(server), new Vectors.Settings(batchMax, timeout, 0.6f), registry);
    }

    private OpenAiEmbedder embedder(ScriptedServer server) {
        return embedder(Optional.empty(), server.url().toString());
    }

    private OpenAiEmbedder embedder(Optional<String> key, String url) {
        return new OpenAiEmbedder(vertx, URI.create(url), key, "tiny", Duration.ofSeconds(5));
    }

    private ScriptedServer start(ScriptedServer.Script script) {
        return ScriptedServer.start(
                vertx,
                (number, request, body) -> {
                    bodies.add(body);
                    script.play(number, request, body);
                });
    }

    private static ScriptedServer.Script good() {
        return (_, request, body) -> answer(request, body);
    }

    private List<Integer> inputs() {
        return bodies.stream().map(body -> body.getJsonArray("input").size()).toList();
    }

    private double failures() {
        return registry.get("switchboard.embedding.failures").counter().count();
    }

    private static void answer(HttpServerRequest request, JsonObject body) {
        List<JsonArray> vectors = new ArrayList<>();
        body.getJsonArray("input").forEach(text -> vectors.add(vector(text.toString())));
        answer(request, vectors);
    }

    /// In another order than asked, as servers may.
    private static void answer(HttpServerRequest request, List<JsonArray> vectors) {
        JsonArray data = new JsonArray();
        for (int i = vectors.size() - 1; i >= 0; i--) {
            data.add(new JsonObject().put("index", i).put("embedding", vectors.get(i)));
        }
        request.response().end(new JsonObject().put("data", data).encode());
    }

    private static JsonArray vector(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        boolean money = words.matches("(?s).*(money|pengar|cash|refund).*");
        boolean parcel = words.matches("(?s).*(parcel|package|delivery).*");
        boolean storm = words.contains("snow");
        boolean none = !money && !parcel && !storm;
        return new JsonArray()
                .add(money ? 2.0 : 0)
                .add(parcel ? 2.0 : 0)
                .add(storm ? 2.0 : 0)
                .add(none ? 2.0 : 0);
    }

    private void write(String file, String title, String text) throws IOException {
        Path path = dir.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(
                path, "---\ntitle: " + title + "\nkeywords: " + title + "\n---\n\n" + text + "\n");
    }
}
