package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.delta;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.event;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Model.Message;
import dev.switchboard.gateway.assistant.Model.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    private Heard ask(ScriptedServer server, Model.Prompt prompt) {
        return Heard.ask(vertx, model(server.url()), prompt);
    }

    private Heard ask(ScriptedServer.Script script) {
        return ask(ScriptedServer.start(vertx, script), Heard.PROMPT);
    }

    private OpenAiModel model(URI url) {
        return new OpenAiModel(vertx, url, new Heard.Settings().model(), registry);
    }

    @Test
    void an_answer_comes_piece_by_piece_on_the_loop_that_asked_and_then_whole() {
        JsonObject usage = new JsonObject().put("prompt_tokens", 11).put("completion_tokens", 3);
        Heard heard =
                ask(
                        always(request ->
                                stream(
                                        request,
                                        delta(new JsonObject().put("role", "assistant"), null),
                                        text("Your order"),
                                        text(" is"),
                                        text("\n on its way."),
                                        finish("stop"),
                                        event(
                                                new JsonObject()
                                                        .put("choices", new JsonArray())
                                                        .put("usage", usage)),
                                        DONE)));

        assertThat(heard.completion())
                .isEqualTo(new Model.Completion("Your order is\n on its way.", List.of()));
        assertThat(heard.pieces).containsExactly("Your order", " is", "\n on its way.");
        AtomicReference<Thread> home = new AtomicReference<>();
        heard.onHome(() -> home.set(Thread.currentThread()));
        assertThat(heard.threads).containsExactly(home.get());
        assertThat(heard.ends).hasValue(1);
        assertThat(registry.get("switchboard.model.first.token").timer().count()).isEqualTo(1);
        assertThat(
                        registry.get("switchboard.model.answer")
                                .tag("outcome", "completed")
                                .timer()
                                .count())
                .isEqualTo(1);
        assertThat(
                        registry.get("switchboard.model.tokens")
                                .tag("direction", "in")
                                .counter()
                                .count())
                .isEqualTo(11);
        assertThat(
                        registry.get("switchboard.model.tokens")
                                .tag("direction", "out")
                                .counter()
                                .count())
                .isEqualTo(3);
        assertThat(registry.get("switchboard.model.streams").gauge().value()).isZero();
    }

    @Test
    void the_request_carries_prompt_tools_limits_key_and_the_urls_own_query() {
        AtomicReference<JsonObject> sent = new AtomicReference<>();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        (_, request, body) -> {
                            sent.set(body);
                            stream(request, text("ok"), finish("stop"), DONE);
                        });
        Model.Prompt prompt =
                new Model.Prompt(
                        "Rules.",
                        List.of(
                                new Message(Role.CUSTOMER, "Hi"),
                                new Message(Role.CUSTOMER, "It is late"),
                                new Message(Role.ASSISTANT, "Which order?"),
                                new Message(Role.ASSISTANT, " "),
                                new Message(Role.CUSTOMER, "7")),
                        List.of(Heard.HANDOFF));
        URI url = URI.create(server.url().toString().replace("/v1", "/deep/v1/?api-version=a%20b"));
        Heard.ask(vertx, model(url), prompt).completion();

        var request = server.requests.element();
        assertThat(request.uri()).isEqualTo("/deep/v1/chat/completions?api-version=a+b");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer secret-key");
        assertThat(sent.get().getString("model")).isEqualTo("test-model");
        assertThat(sent.get().getBoolean("stream")).isTrue();
        assertThat(sent.get().getInteger("max_tokens")).isEqualTo(500);
        assertThat(sent.get().getJsonArray("messages"))
                .extracting(m -> ((JsonObject) m).getString("role"))
                .containsExactly("system", "user", "assistant", "user");
        assertThat(sent.get().getJsonArray("messages").getJsonObject(1).getString("content"))
                .isEqualTo("Hi\nIt is late");
        JsonObject function =
                sent.get().getJsonArray("tools").getJsonObject(0).getJsonObject("function");
        assertThat(function.getString("name")).isEqualTo("handoff");
        assertThat(function.getJsonObject("parameters").getJsonArray("required"))
                .containsExactly("reason", "summary");
    }

    @Test
    void a_character_split_between_two_packets_arrives_whole() {
        byte[] bytes = (text("Grüße 😀") + finish("stop") + DONE).getBytes(StandardCharsets.UTF_8);
        int inside = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\u00f0') + 2;
        Heard heard =
                ask(
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            Buffer whole = Buffer.buffer(bytes);
                            response.write(whole.slice(0, inside));
                            vertx.setTimer(
                                    30, _ -> response.end(whole.slice(inside, bytes.length)));
                        }));
        assertThat(heard.completion().text()).isEqualTo("Grüße 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no role, no usage, no space after the colon
                "data:{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\ndata:[DONE]\n\n",
                // an end by the reason alone
                "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\n",
                // a finishing choice without a delta, and keep-alive comments
                ": ping\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\r\n\r\n"
                        + "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}\r\n\r\n",
                // no choices, null usage, null error, unknown fields
                "data: {\"choices\":[],\"usage\":null,\"error\":null,\"x\":{}}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\",\"y\":1}}]}\n\n"
                        + "data: [DONE]\n\n",
            })
    void servers_with_habits_of_their_own_are_understood(String stream) {
        assertThat(ask(always(request -> stream(request, stream))).completion().text())
                .isEqualTo("Hello");
    }

    @Test
    void an_answer_is_whole_at_the_mark_and_a_response_that_does_not_end_is_cut_off() {
        Promise<Void> gone = Promise.promise();
        Heard heard =
                ask(
                        always(request -> {
                            request.response().closeHandler(_ -> gone.complete());
                            stream(request).write(text("Hello") + finish("stop") + DONE);
                        }));
        assertThat(heard.completion().text()).isEqualTo("Hello");
        Heard.await(gone.future());
        assertThat(heard.ends).hasValue(1);
    }

    @Test
    void a_closed_model_fails_the_answers_being_written() {
        ScriptedServer server =
                ScriptedServer.start(vertx, always(r -> stream(r).write(text("Hel"))));
        OpenAiModel model = model(server.url());
        Heard heard = Heard.ask(vertx, model);
        Heard.await(heard.firstPiece.future());
        Heard.await(model.close());
        assertThat(heard.failure().kind()).isEqualTo(Model.Failure.Kind.BROKEN_STREAM);
    }

    @Test
    void an_answer_is_asked_for_on_an_event_loop_only() {
        OpenAiModel model = model(URI.create("http://127.0.0.1:9/v1"));
        assertThatThrownBy(() -> model.answer(Heard.PROMPT, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("event loop");
    }

    @Test
    void a_url_without_a_scheme_is_refused_by_name() {
        assertThatThrownBy(() -> model(URI.create("localhost:11434/v1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.url");
    }
}
