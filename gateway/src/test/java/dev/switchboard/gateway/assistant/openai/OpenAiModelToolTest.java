package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.delta;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiModelToolTest {
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

    private static String call(String id, String name, String arguments) {
        JsonObject call =
                new JsonObject()
                        .put("index", 0)
                        .put("function", new JsonObject().put("arguments", arguments));
        if (id != null) {
            call.put("id", id).put("type", "function");
        }
        if (name != null) {
            call.getJsonObject("function").put("name", name);
        }
        return delta(new JsonObject().put("tool_calls", new JsonArray().add(call)), null);
    }

    @Test
    void a_tool_call_in_fragments_is_told_at_the_end() {
        Heard heard =
                ask(
                        always(request ->
                                stream(
                                        request,
                                        call("c1", "handoff", ""),
                                        call(null, null, "{\"reason\":\"dis"),
                                        call(null, null, "pute\",\"n\":3,\"x\":null}"),
                                        finish("tool_calls"),
                                        DONE)));
        assertThat(heard.completion())
                .isEqualTo(
                        new Model.Completion(
                                "",
                                List.of(
                                        new Model.ToolCall(
                                                "handoff",
                                                Map.of("reason", "dispute", "n", "3")))));
        assertThat(heard.pieces).isEmpty();
    }

    @Test
    void a_tool_call_whose_id_is_repeated_in_every_fragment_is_one_call() {
        Heard heard =
                ask(
                        always(request ->
                                stream(
                                        request,
                                        call("c1", "handoff", "{\"reason\":"),
                                        call("c1", null, "\"legal\"}"),
                                        finish("tool_calls"),
                                        DONE)));
        assertThat(heard.completion().toolCalls())
                .containsExactly(new Model.ToolCall("handoff", Map.of("reason", "legal")));
    }

    @Test
    void what_was_called_and_what_came_of_it_is_told_to_the_model_in_the_apis_terms() {
        var asked = new java.util.concurrent.atomic.AtomicReference<JsonObject>();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        (_, request, body) -> {
                            asked.set(body);
                            stream(
                                    request,
                                    ScriptedServer.text("On Friday."),
                                    finish("stop"),
                                    DONE);
                        });
        var call = new Model.ToolCall("orders", Map.of());
        var other = new Model.ToolCall("payments", Map.of("order", "LM-1"));
        Model.Prompt prompt =
                new Model.Prompt(
                        Heard.PROMPT.system(),
                        Heard.PROMPT.messages(),
                        Heard.PROMPT.tools(),
                        List.of(
                                new Model.Round(
                                        "Let me look.",
                                        List.of(
                                                new Model.Answered(call, "<result>one</result>"),
                                                new Model.Answered(other, "two")))));
        assertThat(ask(server, prompt).completion().text()).isEqualTo("On Friday.");
        JsonArray messages = asked.get().getJsonArray("messages");
        JsonObject calls = messages.getJsonObject(messages.size() - 3);
        assertThat(calls.getString("role")).isEqualTo("assistant");
        assertThat(calls.getString("content")).isEqualTo("Let me look.");
        for (int i = 0; i < 2; i++) {
            JsonObject made = calls.getJsonArray("tool_calls").getJsonObject(i);
            JsonObject result = messages.getJsonObject(messages.size() - 2 + i);
            assertThat(result.getString("role")).isEqualTo("tool");
            assertThat(result.getString("tool_call_id")).isEqualTo(made.getString("id"));
        }
        assertThat(messages.getJsonObject(messages.size() - 2).getString("content"))
                .isEqualTo("<result>one</result>");
    }
}
