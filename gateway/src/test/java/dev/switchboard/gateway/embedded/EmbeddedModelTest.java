package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.Content;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedModelTest {
    private static final String SYSTEM =
            "<language>en</language>\n<passage id=\"d#1\" language=\"en\" title=\"Delivery\">\n"
                    + "Standard delivery takes 3 to 5 days. Express delivery takes one day.\n"
                    + "</passage>";
    private static final String ANSWER =
            "Here is what our help centre says: Standard delivery takes 3 to 5 days. Express"
                    + " delivery takes one day.";

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedModel model;

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 30 s", e);
        }
    }

    private void start(int firstTokenMs, int tokensPerSecond) {
        model =
                await(
                        EmbeddedModel.start(
                                vertx,
                                new GatewayConfig.EmbeddedModel(firstTokenMs, tokensPerSecond),
                                Content.words(),
                                Content::helpCenter));
    }

    private static JsonObject request(String question) {
        JsonArray messages =
                new JsonArray()
                        .add(new JsonObject().put("role", "system").put("content", SYSTEM))
                        .add(new JsonObject().put("role", "user").put("content", question));
        return new JsonObject().put("model", "any-name").put("messages", messages);
    }

    private Future<HttpClientResponse> send(HttpMethod method, String path, Buffer body) {
        RequestOptions target =
                new RequestOptions().setMethod(method).setAbsoluteURI(model.url() + path);
        return vertx.createHttpClient().request(target).compose(request -> request.send(body));
    }

    private Future<HttpClientResponse> complete(JsonObject body) {
        return send(HttpMethod.POST, "/chat/completions", body.toBuffer());
    }

    private JsonObject json(Future<HttpClientResponse> response) {
        return await(response.compose(HttpClientResponse::body)).toJsonObject();
    }

    /// The JSON of each event of a stream, and a last one that is empty for the mark.
    private List<JsonObject> events(JsonObject body) {
        HttpClientResponse response = await(complete(body).onSuccess(HttpClientResponse::pause));
        assertThat(response.getHeader("Content-Type")).startsWith("text/event-stream");
        Future<Buffer> whole = response.body();
        response.resume();
        List<JsonObject> events = new ArrayList<>();
        for (String event : await(whole).toString().split("\n\n")) {
            assertThat(event).startsWith("data: ");
            String data = event.substring("data: ".length());
            events.add(data.equals("[DONE]") ? new JsonObject() : new JsonObject(data));
        }
        return events;
    }

    private static JsonObject choice(JsonObject event) {
        return event.getJsonArray("choices").getJsonObject(0);
    }

    @Test
    void a_completion_comes_whole_where_no_stream_is_asked_for() {
        start(0, 10_000);
        JsonObject completion = json(complete(request("How long does standard delivery take?")));
        assertThat(completion.getString("object")).isEqualTo("chat.completion");
        assertThat(completion.getString("model")).isEqualTo("any-name");
        JsonObject message = choice(completion).getJsonObject("message");
        assertThat(message.getString("role")).isEqualTo("assistant");
        assertThat(message.getString("content")).isEqualTo(ANSWER);
        assertThat(choice(completion).getString("finish_reason")).isEqualTo("stop");
        JsonObject usage = completion.getJsonObject("usage");
        assertThat(usage.getInteger("total_tokens"))
                .isEqualTo(
                        usage.getInteger("prompt_tokens") + usage.getInteger("completion_tokens"))
                .isGreaterThan(30);
    }

    @Test
    void a_stream_has_role_tokens_reason_usage_and_mark_in_this_order() {
        start(0, 10_000);
        JsonObject body =
                request("How long does standard delivery take?")
                        .put("stream", true)
                        .put("stream_options", new JsonObject().put("include_usage", true));
        List<JsonObject> events = events(body);
        assertThat(choice(events.getFirst()).getJsonObject("delta").getString("role"))
                .isEqualTo("assistant");
        int last = events.size() - 1;
        StringBuilder text = new StringBuilder();
        for (JsonObject event : events.subList(1, last - 2)) {
            text.append(choice(event).getJsonObject("delta").getString("content"));
            assertThat(choice(event).getString("finish_reason")).isNull();
        }
        assertThat(text).hasToString(ANSWER);
        assertThat(choice(events.get(last - 2)).getString("finish_reason")).isEqualTo("stop");
        assertThat(events.get(last - 1).getJsonArray("choices")).isEmpty();
        assertThat(events.get(last - 1).getJsonObject("usage").getInteger("completion_tokens"))
                .isEqualTo(last - 3);
        assertThat(events.get(last)).isEmpty();
    }

    @Test
    void a_stream_without_the_option_has_no_usage() {
        start(0, 10_000);
        assertThat(events(request("Hi").put("stream", true)))
                .noneMatch(event -> event.containsKey("usage"));
    }

    @Test
    void a_tool_call_is_streamed_in_fragments() {
        start(0, 10_000);
        JsonObject function = new JsonObject().put("name", "handoff");
        JsonObject tool = new JsonObject().put("type", "function").put("function", function);
        JsonObject body =
                request("Do you sell unicorns?")
                        .put("stream", true)
                        .put("tools", new JsonArray().add(tool));
        List<JsonObject> events = events(body);
        JsonObject first =
                choice(events.getFirst())
                        .getJsonObject("delta")
                        .getJsonArray("tool_calls")
                        .getJsonObject(0);
        assertThat(first.getJsonObject("function").getString("name")).isEqualTo("handoff");
        StringBuilder arguments = new StringBuilder();
        for (JsonObject event : events.subList(1, events.size() - 2)) {
            arguments.append(
                    choice(event)
                            .getJsonObject("delta")
                            .getJsonArray("tool_calls")
                            .getJsonObject(0)
                            .getJsonObject("function")
                            .getString("arguments"));
        }
        assertThat(new JsonObject(arguments.toString()).getString("reason"))
                .isEqualTo("ungrounded");
        assertThat(choice(events.get(events.size() - 2)).getString("finish_reason"))
                .isEqualTo("tool_calls");
        JsonObject whole = json(complete(body.put("stream", false)));
        assertThat(choice(whole).getJsonObject("message").getJsonArray("tool_calls")).hasSize(1);
    }

    @Test
    void an_answer_is_no_longer_than_asked_for() {
        start(0, 10_000);
        JsonObject completion =
                json(complete(request("How long is standard delivery?").put("max_tokens", 3)));
        assertThat(choice(completion).getJsonObject("message").getString("content"))
                .isEqualTo("Here is what");
        assertThat(choice(completion).getString("finish_reason")).isEqualTo("length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{no json | 400 | - | -",
                "[] | 400 | - | -",
                "{\"model\":\"m\"} | 400 | messages | missing_required_parameter",
                "{\"messages\":[]} | 400 | messages | missing_required_parameter",
                "{\"messages\":[7]} | 400 | messages[0] | invalid_type",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"n\":2} | 400 | n |"
                        + " unsupported_value",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stream\":\"yes\"} | 400 |"
                        + " stream | invalid_type",
            })
    void what_cannot_be_answered_is_refused_in_openais_form(
            String body, int status, String parameter, String code) {
        start(0, 1_000);
        Future<HttpClientResponse> response =
                send(HttpMethod.POST, "/chat/completions", Buffer.buffer(body));
        JsonObject error = json(response).getJsonObject("error");
        assertThat(response.result().statusCode()).isEqualTo(status);
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getString("param")).isEqualTo(parameter);
        assertThat(error.getString("code")).isEqualTo(code);
    }

    @Test
    void paths_methods_and_sizes_that_do_not_exist_are_refused() {
        start(0, 1_000);
        var unknown = send(HttpMethod.GET, "/embeddings", Buffer.buffer());
        assertThat(json(unknown).getJsonObject("error").getString("code")).isEqualTo("unknown_url");
        assertThat(unknown.result().statusCode()).isEqualTo(404);
        var method = send(HttpMethod.GET, "/chat/completions", Buffer.buffer());
        assertThat(await(method).statusCode()).isEqualTo(405);
        assertThat(method.result().getHeader("Allow")).isEqualTo("POST");
        var large = send(HttpMethod.POST, "/chat/completions", Buffer.buffer("x".repeat(2 << 20)));
        assertThat(await(large).statusCode()).isEqualTo(413);
    }

    @Test
    void it_lists_itself() {
        start(0, 1_000);
        JsonObject models = json(send(HttpMethod.GET, "/models", Buffer.buffer()));
        assertThat(models.getJsonArray("data").getJsonObject(0).getString("id"))
                .isEqualTo("embedded");
    }

    @Test
    void a_reader_that_goes_away_ends_its_stream() {
        start(0, 1);
        RequestOptions target =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(model.url() + "/chat/completions");
        HttpClientRequest request = await(vertx.createHttpClient().request(target));
        JsonObject body = request("How long does standard delivery take?").put("stream", true);
        await(request.send(body.toBuffer()));
        assertThat(model.streamsOpen()).isEqualTo(1);
        assertThat(model.requestsBegun()).isEqualTo(1);
        request.reset();

        Promise<Void> over = Promise.promise();
        vertx.setPeriodic(
                5,
                _ -> {
                    if (model.streamsAborted() == 1 && model.streamsOpen() == 0) {
                        over.tryComplete();
                    }
                });
        await(over.future());
    }

    @Test
    void a_stopped_server_answers_no_more() {
        start(0, 1_000);
        await(model.stop());
        Future<HttpClientResponse> response = complete(request("Hi"));
        assertThat(response.map("answered").otherwise("refused").await()).isEqualTo("refused");
    }
}
