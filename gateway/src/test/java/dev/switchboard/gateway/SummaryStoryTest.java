package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Chunk;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a model makes of a conversation for the agent, after it was handed over without one: a
/// whole node with a model that sums up when the test lets it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SummaryStoryTest {

    private static final String TELLS_TWO =
            "Hello, where is parcel LM-100200? Write to ana@example.com, I paid with"
                    + " 4111 1111 1111 1111.";

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<JsonObject> asked = new LinkedBlockingQueue<>();
    private final Map<String, Promise<JsonObject>> summaries = new ConcurrentHashMap<>();
    private HttpServer model;
    private TestGateway node;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        model =
                vertx.createHttpServer()
                        .requestHandler(request ->
                                request.body().onSuccess(b -> play(request, b.toJsonObject())))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
        node = TestGateway.start(data, "model.url=http://127.0.0.1:" + model.actualPort() + "/v1");
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// Sums up when told to, in the language it is asked for; answers customers at once.
    private void play(HttpServerRequest request, JsonObject body) {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        if (!body.encode().contains("\"brief\"")) {
            end(request, new JsonObject().put("content", "Thank you, noted."), "stop");
            return;
        }
        asked.add(body);
        summary(body.encode().contains("Write in German (de)") ? "de" : "en")
                .future()
                .onSuccess(arguments -> {
                    JsonObject function =
                            new JsonObject()
                                    .put("name", "brief")
                                    .put("arguments", arguments.encode());
                    JsonObject call =
                            new JsonObject()
                                    .put("index", 0)
                                    .put("id", "c1")
                                    .put("type", "function")
                                    .put("function", function);
                    end(
                            request,
                            new JsonObject().put("tool_calls", new JsonArray().add(call)),
                            "tool_calls");
                });
    }

    private Promise<JsonObject> summary(String language) {
        return summaries.computeIfAbsent(language, _ -> Promise.promise());
    }

    private void tell(String language, String summary, String next) {
        summary(language)
                .complete(
                        new JsonObject()
                                .put("summary", summary)
                                .put("sentiment", "worried")
                                .put("tried", "")
                                .put("next", next));
    }

    private static void end(HttpServerRequest request, JsonObject delta, String finish) {
        request.response()
                .end(Chunk.of(delta, null) + Chunk.of(new JsonObject(), finish) + Chunk.DONE);
    }

    /// A customer who has said something and then asked for a person, and an agent who is free.
    private final class Talk implements AutoCloseable {
        private final Peer kim;
        private final Peer bo;
        private final String id;
        private final JsonObject offer;
        private final String agent;

        Talk(TestGateway at, String name, String said, String... languages) {
            summaries.clear();
            asked.clear();
            agent = at.agent("bo-" + name, 3, languages);
            kim = Peer.open(at.port(), "/chat", at.customer("kim-" + name, "en"));
            bo = Peer.open(at.port(), "/seat", agent);
            id = kim.welcome().getString("conversation");
            bo.send("presence", "state", "available");
            kim.send("say", "id", "m1", "text", said);
            kim.next("turn", f -> f.getString("state").equals("completed"));
            kim.send("human", "id", "h1");
            offer = bo.next("offer", f -> f.getString("conversation").equals(id));
        }

        JsonObject accept() {
            bo.send("accept", "offer", offer.getString("offer"));
            return bo.next("assigned", f -> f.getString("conversation").equals(id));
        }

        JsonObject again(TestGateway at) {
            try (Peer peer = Peer.open(at.port(), "/seat", agent)) {
                return peer.next("assigned");
            }
        }

        @Override
        public void close() {
            kim.send("end", "id", "end");
            kim.next("holder", f -> f.getString("holder").equals("closed"));
            kim.close();
            bo.close();
        }
    }

    private JsonObject request() throws InterruptedException {
        JsonObject body = asked.poll(60, TimeUnit.SECONDS);
        assertThat(body).isNotNull();
        return body;
    }

    private static List<JsonObject> notes(JsonObject shown) {
        return shown.getJsonArray("entries").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("type").equals("note"))
                .toList();
    }

    private void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private boolean measured(String outcome, int count) {
        return node.get("/metrics")
                .body()
                .contains(
                        "switchboard_conversation_summary_seconds_count{outcome=\"%s\"} %d"
                                .formatted(outcome, count));
    }

    @Test
    void the_agent_has_it_before_the_model_has_said_a_word_and_then_reads_the_models_summary()
            throws Exception {
        try (var talk = new Talk(node, "late", TELLS_TWO, "en")) {
            assertThat(talk.offer.getString("summary"))
                    .startsWith("Asked: “Hello, where is parcel LM-100200?");
            assertThat(talk.accept().getString("summary"))
                    .isEqualTo(talk.offer.getString("summary"));
            assertThat(request().encode())
                    .contains("parcel LM-100200", "[email-1]", "[card]", "direct-request")
                    .doesNotContain("ana@example.com", "4111");
            tell("en", "Misses parcel LM-100200; mail to [email-1].", "Call the shop.");
            JsonObject note = talk.bo.next("note");
            assertThat(note.getJsonObject("from"))
                    .isEqualTo(new JsonObject().put("kind", "assistant"));
            assertThat(note.getString("text"))
                    .isEqualTo(
                            "Misses parcel LM-100200; mail to ana@example.com.\n"
                                    + "The customer is worried.\nSuggested: Call the shop.");
            JsonObject again = talk.again(node);
            assertThat(again.getString("summary")).startsWith("Misses parcel LM-100200;");
            assertThat(notes(again)).containsExactly(note.copy());
            talk.kim.send("say", "id", "m2", "text", "Hello?");
            talk.kim.next("said", f -> "m2".equals(f.getString("id")));
            assertThat(talk.kim.all("note")).isEmpty();
            assertThat(talk.kim.all().toString()).doesNotContain("Misses parcel");
        }
    }

    @Test
    void a_summary_that_states_what_nobody_said_is_not_told() throws Exception {
        try (var talk = new Talk(node, "invents", "Hello, where is parcel LM-100200?", "en")) {
            request();
            tell("en", "Is owed 5000 kr for parcel LM-100200.", "");
            until(() -> measured("unfaithful", 1));
            assertThat(notes(talk.accept())).isEmpty();
        }
    }

    @Test
    void who_has_ended_it_meanwhile_is_summed_up_no_more() throws Exception {
        try (var eve = Peer.open(node.port(), "/seat", node.supervisor("eve"))) {
            String id;
            try (var talk = new Talk(node, "ended", "Hello, where is parcel LM-100200?", "en")) {
                request();
                id = talk.id;
            }
            eve.send("watch", "conversation", id);
            JsonObject before = eve.next("watching");
            tell("en", "Misses the parcel.", "");
            eve.send("ping");
            until(() ->
                    node.get("/metrics")
                            .body()
                            .contains("summary_seconds_count{outcome=\"written\"}"));
            eve.send("watch", "conversation", id);
            assertThat(eve.next("watching")).isEqualTo(before);
            assertThat(notes(before)).isEmpty();
        }
    }

    @Test
    void an_agent_of_another_language_reads_a_summary_in_it() throws Exception {
        try (var talk = new Talk(node, "german", "Hello, where is parcel LM-100200?", "de")) {
            assertThat(talk.offer.getString("summary"))
                    .startsWith("Gefragt: „Hello, where is parcel LM-100200?“\nVersucht: ")
                    .endsWith("\nKunde: Englisch");
            assertThat(request().encode()).contains("Write in English (en)");
            talk.accept();
            assertThat(request().encode()).contains("Write in German (de)");
            tell("en", "Misses the parcel.", "");
            tell("de", "Vermisst das Paket.", "Im Laden anrufen.");
            assertThat(talk.bo.next("note").getString("text"))
                    .isEqualTo(
                            "Vermisst das Paket.\nDer Kunde ist besorgt.\n"
                                    + "Vorschlag: Im Laden anrufen.");
            assertThat(notes(talk.again(node))).hasSize(1);
        }
    }

    @Test
    void the_embedded_model_quotes_what_was_asked_first_and_last(@TempDir Path data) {
        String question = "How long does a refund take?";
        try (var alone = TestGateway.start(data, "model.embedded.tokens-per-second=5000");
                var talk = new Talk(alone, "embedded", question, "sv", "en")) {
            assertThat(talk.offer.getString("summary")).startsWith("Frågade: ”" + question + "”");
            talk.accept();
            assertThat(talk.bo.next("note").getString("text")).isEqualTo("“" + question + "”");
        }
    }
}
