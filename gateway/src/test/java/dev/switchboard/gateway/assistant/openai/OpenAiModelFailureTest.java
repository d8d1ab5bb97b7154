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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
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

    private double retries() {
        return registry.get("switchboard.model.retries").counter().count();
    }

    private static void good(HttpServerRequest request) {
        stream(request, text("Hello"), finish("stop"), DONE);
    }

    @Test
    void a_server_that_fails_once_is_asked_again() {
        Heard heard =
                ask(
                        serve(
                                (number, request, _) -> {
                                    if (number == 0) {
                                        request.response().setStatusCode(500).end("oops");
                                    } else {
                                        good(request);
                                    }
                                }));
        assertThat(heard.completion().text()).isEqualTo("Hello");
        assertThat(retries()).isEqualTo(1);
    }

    @Test
    void a_server_that_is_busy_is_left_alone_for_as_long_as_it_asks() {
        ScriptedServer server =
                serve(
                        (number, request, _) -> {
                            if (number == 0) {
                                request.response()
                                        .setStatusCode(429)
                                        .putHeader("Retry-After", "1")
                                        .end("{\"error\":{\"code\":\"rate_limit_exceeded\"}}");
                            } else {
                                good(request);
                            }
                        });
        long began = System.nanoTime();
        assertThat(ask(server).completion().text()).isEqualTo("Hello");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_server_that_asks_for_more_patience_than_a_customer_has_is_given_up_at_once() {
        Failure failure =
                failure(
                        always(
                                request ->
                                        request.response()
                                                .setStatusCode(429)
                                                .putHeader("Retry-After", "3600")
                                                .end()));
        assertThat(failure).isEqualTo(new Failure(Kind.OVERLOADED, "status 429"));
        assertThat(retries()).isZero();
    }

    @Test
    void no_more_is_tried_than_configured() {
        ScriptedServer server = serve(always(r -> r.response().setStatusCode(503).end()));
        assertThat(ask(server).failure().kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(server.requests).hasSize(3);
        assertThat(
                        registry.get("switchboard.model.errors")
                                .tag("kind", "overloaded")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422})
    void a_refused_request_is_not_sent_again(int status) {
        ScriptedServer server =
                serve(
                        always(
                                request ->
                                        request.response()
                                                .setStatusCode(status)
                                                .end("{\"error\":{\"message\":\"Ana's secret\"}}")));
        assertThat(ask(server).failure()).isEqualTo(new Failure(Kind.REFUSED, "status " + status));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void an_error_that_never_ends_is_read_no_further_than_its_bound() {
        settings.retriesMax = 0;
        Failure failure =
                failure(
                        always(
                                request -> {
                                    HttpServerResponse response =
                                            request.response().setChunked(true).setStatusCode(500);
                                    vertx.setPeriodic(1, _ -> response.write("x".repeat(4_096)));
                                }));
        assertThat(failure).isEqualTo(new Failure(Kind.BAD_RESPONSE, "status 500"));
    }

    @Test
    void a_server_that_is_not_there_is_tried_again_and_then_unreachable() {
        NetServer gone = vertx.createNetServer().connectHandler(_ -> {});
        int port = Heard.await(gone.listen(0, "127.0.0.1")).actualPort();
        Heard.await(gone.close());
        assertThat(ask(URI.create("http://127.0.0.1:" + port + "/v1")).failure().kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(retries()).isEqualTo(2);
    }

    @Test
    void a_connection_lost_before_the_response_is_tried_again() {
        Heard heard =
                ask(
                        serve(
                                (number, request, _) -> {
                                    if (number == 0) {
                                        request.connection().close();
                                    } else {
                                        good(request);
                                    }
                                }));
        assertThat(heard.completion().text()).isEqualTo("Hello");
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
                        always(
                                request -> {
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
                        always(
                                request ->
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
                                always(
                                        request ->
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
                                always(
                                        request ->
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
                        always(
                                request -> {
                                    HttpServerResponse response = stream(request);
                                    vertx.setPeriodic(1, _ -> response.write("x".repeat(1 << 16)));
                                }));
        assertThat(failure)
                .isEqualTo(
                        new Failure(
                                Kind.BAD_RESPONSE, "an event was longer than 1048576 bytes"));
    }
}
