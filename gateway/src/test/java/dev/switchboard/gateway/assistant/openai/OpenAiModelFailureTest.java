package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.delta;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model.Failure;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelFailureTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Heard.Settings settings = new Heard.Settings();

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    private Heard ask(URI url) {
        return Heard.ask(vertx, new OpenAiModel(vertx, url, settings.model(), registry));
    }

    private Heard ask(ScriptedServer server) {
        return ask(server.url());
    }

    private ScriptedServer serve(ScriptedServer.Script script) {
        return ScriptedServer.start(vertx, script);
    }

    private Failure failure(ScriptedServer.Script script) {
        Heard heard = ask(serve(script));
        Failure failure = heard.failure();
        assertThat(heard.ends).hasValue(1);
        assertThat(registry.get("switchboard.model.streams").gauge().value()).isZero();
        return failure;
    }

    @Test
    void an_error_that_never_ends_is_read_no_further_than_its_bound() {
        settings.retriesMax = 0;
        Failure failure =
                failure(
                        always(request -> {
                            HttpServerResponse response =
                                    request.response().setChunked(true).setStatusCode(500);
                            vertx.setPeriodic(1, _ -> response.write("x".repeat(4_096)));
                        }));
        assertThat(failure).isEqualTo(new Failure(Kind.BAD_RESPONSE, "status 500"));
    }

    @Test
    void a_slow_first_token_is_a_time_out() {
        settings.firstToken = Duration.ofMillis(150);
        Failure failure = failure(always(r -> stream(r).write(": wait\n\n")));
        assertThat(failure)
                .isEqualTo(new Failure(Kind.TIMEOUT, "no first piece came within PT0.15S"));
    }

    @Test
    void silence_in_the_middle_is_a_time_out() {
        settings.idle = Duration.ofMillis(150);
        Heard heard = ask(serve(always(request -> stream(request).write(text("Hel")))));
        assertThat(heard.failure())
                .isEqualTo(new Failure(Kind.TIMEOUT, "no further piece came within PT0.15S"));
        assertThat(heard.pieces).containsExactly("Hel");
    }

    @Test
    void an_answer_without_end_is_a_time_out() {
        settings.answer = Duration.ofMillis(300);
        Failure failure =
                failure(
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            vertx.setPeriodic(20, _ -> response.write(text("and ")));
                        }));
        assertThat(failure)
                .isEqualTo(new Failure(Kind.TIMEOUT, "the answer was not whole within PT0.3S"));
    }

    @Test
    void a_connection_lost_in_the_middle_is_a_broken_stream_and_not_tried_again() {
        ScriptedServer server =
                serve(
                        always(request ->
                                stream(request)
                                        .write(text("Hel"))
                                        .onSuccess(_ -> request.connection().close())));
        Heard heard = ask(server);
        assertThat(heard.failure().kind()).isEqualTo(Kind.BROKEN_STREAM);
        assertThat(heard.pieces).containsExactly("Hel");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void a_stream_that_ends_before_its_answer_is_a_broken_stream() {
        assertThat(failure(always(request -> stream(request, text("Hel")))))
                .isEqualTo(
                        new Failure(Kind.BROKEN_STREAM, "the stream ended before the answer did"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"m\",\"code\":\"server_error\"}}\n\n",
                "data: {\"object\":\"error\",\"error\":null,\"code\":\"server_error\"}\n\n",
                "event: error\ndata: {\"error\":{\"code\":\"server_error\"}}\n\n",
            })
    void an_error_in_the_middle_is_a_broken_stream(String error) {
        assertThat(failure(always(request -> stream(request, text("Hel"), error, DONE))))
                .isEqualTo(
                        new Failure(
                                Kind.BROKEN_STREAM,
                                "the server broke off with an error, code server_error"));
    }

    @Test
    void an_event_that_is_no_json_is_a_bad_response_and_nothing_after_it_is_told() {
        Heard heard =
                ask(
                        serve(
                                always(request ->
                                        stream(
                                                request,
                                                text("Hel"),
                                                "data: {\"choices\":[{\n\n"
                                                        + text("lo")
                                                        + finish("stop")
                                                        + DONE))));
        assertThat(heard.failure().kind()).isEqualTo(Kind.BAD_RESPONSE);
        assertThat(heard.pieces).containsExactly("Hel");
        assertThat(heard.ends).hasValue(1);
    }

    @Test
    void tool_arguments_that_are_no_json_are_a_bad_response() {
        JsonObject function = new JsonObject().put("name", "handoff").put("arguments", "{reason");
        JsonObject call = new JsonObject().put("index", 0).put("id", "c").put("function", function);
        String chunk = delta(new JsonObject().put("tool_calls", new JsonArray().add(call)), null);
        assertThat(failure(always(r -> stream(r, chunk, finish("tool_calls"), DONE))).kind())
                .isEqualTo(Kind.BAD_RESPONSE);
    }

    @Test
    void an_answer_without_a_word_is_a_bad_response() {
        assertThat(failure(always(request -> stream(request, finish("stop"), DONE))))
                .isEqualTo(new Failure(Kind.BAD_RESPONSE, "the model finished without a word"));
    }

    @Test
    void a_page_instead_of_a_stream_is_a_bad_response() {
        assertThat(
                        failure(
                                always(request ->
                                        request.response()
                                                .putHeader("Content-Type", "text/html; x")
                                                .end("<html>"))))
                .isEqualTo(
                        new Failure(
                                Kind.BAD_RESPONSE,
                                "the answer came as text/html, not as an event stream"));
    }

    @Test
    void an_event_without_end_is_a_bad_response() {
        Failure failure =
                failure(
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            vertx.setPeriodic(1, _ -> response.write("x".repeat(1 << 16)));
                        }));
        assertThat(failure)
                .isEqualTo(
                        new Failure(Kind.BAD_RESPONSE, "an event was longer than 1048576 bytes"));
    }
}
