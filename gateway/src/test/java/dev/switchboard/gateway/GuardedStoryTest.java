package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.gateway.kit.Chunk;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// A whole node whose model does what the customer's word says, mostly something bad: each customer
/// gets an answer or a person, and reads nothing that nobody said.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedStoryTest {

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private HttpServer model;
    private TestGateway node;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        model =
                vertx.createHttpServer()
                        .requestHandler(request ->
                                request.body().onSuccess(b -> play(request, b.toString())))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
        node =
                TestGateway.start(
                        data,
                        "model.url=http://127.0.0.1:" + model.actualPort() + "/v1",
                        "model.first-token-timeout=500ms",
                        "model.idle-timeout=500ms",
                        "model.answer-timeout=2s",
                        "model.breaker.failures=1000");
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void play(HttpServerRequest request, String body) {
        bodies.add(body);
        JsonArray messages = new JsonObject(body).getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1).getString("content");
        HttpServerResponse response = request.response();
        switch (said.split(" ", 2)[0]) {
            case "busy" -> response.setStatusCode(429).putHeader("Retry-After", "3600").end();
            case "broken" -> response.setStatusCode(500).end();
            default ->
                    stream(
                            said,
                            response.setChunked(true)
                                    .putHeader("Content-Type", "text/event-stream"));
        }
    }

    private void stream(String said, HttpServerResponse out) {
        switch (said.split(" ", 2)[0]) {
            case "slow" -> out.write(": wait\n\n");
            case "silent" -> out.write(text("One moment"));
            case "cut" ->
                    out.write(text("It costs 3"))
                            .onSuccess(_ -> vertx.setTimer(50, _ -> out.reset()));
            case "malformed" -> out.end(text("Hello") + "data: {\"choices\":[{\n\n");
            case "fragments" ->
                    out.end(
                            call("handoff", "{\"rea")
                                    + call("", "son\":\"dispute\"}")
                                    + finish("tool_calls")
                                    + Chunk.DONE);
            case "endless" -> vertx.setPeriodic(20, _ -> out.write(text("and ")));
            case "invents" ->
                    out.end(
                            text("You get ")
                                    + text("5")
                                    + text("000")
                                    + text(" kr back.")
                                    + finish("stop")
                                    + Chunk.DONE);
            case "promises" ->
                    out.end(
                            text("I'll connect you with a colleague now.")
                                    + finish("stop")
                                    + Chunk.DONE);
            default -> out.end(text("Thank you, noted.") + finish("stop") + Chunk.DONE);
        }
    }

    private static String text(String piece) {
        return Chunk.of(new JsonObject().put("content", piece), null);
    }

    private static String call(String name, String arguments) {
        JsonObject function = new JsonObject().put("arguments", arguments);
        JsonObject call = new JsonObject().put("index", 0).put("type", "function");
        if (!name.isEmpty()) {
            function.put("name", name);
            call.put("id", "c1");
        }
        return Chunk.of(
                new JsonObject()
                        .put("tool_calls", new JsonArray().add(call.put("function", function))),
                null);
    }

    private static String finish(String reason) {
        return Chunk.of(new JsonObject(), reason);
    }

    private Peer customer(String sub) {
        return Peer.open(node.port(), "/chat", node.customer(sub, "en"));
    }

    @ParameterizedTest
    @CsvSource({
        "slow,assistant-unavailable",
        "silent,assistant-unavailable",
        "cut,assistant-unavailable",
        "busy,assistant-unavailable",
        "broken,assistant-unavailable",
        "malformed,assistant-unavailable",
        "fragments,dispute",
        "endless,assistant-unavailable",
        "invents,ungrounded",
        "promises,direct-request",
    })
    void whatever_the_model_does_the_customer_gets_a_person(String deed, String reason) {
        try (Peer kim = customer("kim-" + deed)) {
            kim.send("say", "id", "m1", "text", deed + " thing about delivery");
            JsonObject holder = kim.next("holder", f -> f.getString("holder").equals("queue"));
            assertThat(holder.getString("reason")).isEqualTo(reason);
            assertThat(kim.all().toString()).doesNotContain("5000", "costs 3");
        }
    }

    @Test
    void who_has_had_as_many_answers_as_one_may_have_gets_a_person(@TempDir Path data) {
        try (TestGateway bounded =
                        TestGateway.start(
                                data,
                                "model.url=http://127.0.0.1:" + model.actualPort() + "/v1",
                                "assistant.turns-max=2");
                Peer kim = Peer.open(bounded.port(), "/chat", bounded.customer("kim", "en"))) {
            for (int i = 1; i <= 2; i++) {
                kim.send("say", "id", "m" + i, "text", "some question about delivery");
                kim.nth("said", 2 * i - 1);
            }
            kim.send("say", "id", "m3", "text", "another question about delivery");
            JsonObject holder = kim.next("holder", f -> f.getString("holder").equals("queue"));
            assertThat(holder.getString("reason")).isEqualTo("policy");
        }
    }

    @Test
    void no_private_number_reaches_the_model_or_the_log() {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        root.addAppender(log);
        try (Peer kim = customer("kim-private")) {
            kim.send(
                    "say",
                    "id",
                    "m1",
                    "text",
                    "My card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00, id 811218-9876,"
                            + " ana@example.com, +46 70 174 06 05: why was I declined?");
            JsonObject said =
                    kim.next(
                            "said",
                            f -> f.getJsonObject("from").getString("kind").equals("assistant"));
            assertThat(said.getString("text")).isEqualTo("Thank you, noted.");
            kim.send("say", "id", "m2", "text", "And now?");
            kim.next("said", f -> f.getLong("seq") > said.getLong("seq") + 1);
        } finally {
            root.detachAppender(log);
        }
        List<String> secrets =
                List.of("4111 1111", "41111111", "3704 0044", "811218", "ana@example", "174 06 05");
        assertThat(bodies).anyMatch(b -> b.contains("[card]") && b.contains("[email-1]"));
        for (String secret : secrets) {
            assertThat(bodies).noneMatch(b -> b.contains(secret));
            assertThat(List.copyOf(log.list))
                    .noneMatch(e ->
                            (e.getFormattedMessage() + e.getKeyValuePairs() + e.getMDCPropertyMap())
                                    .contains(secret));
        }
    }
}
