package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model.Failure;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelRetryTest {
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
                        serve((number, request, _) -> {
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
                serve((number, request, _) -> {
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
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_server_that_asks_for_more_patience_than_a_customer_has_is_given_up_at_once() {
        Failure failure =
                failure(
                        always(request ->
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
                        always(request ->
                                request.response()
                                        .setStatusCode(status)
                                        .end("{\"error\":{\"message\":\"Ana's secret\"}}")));
        assertThat(ask(server).failure()).isEqualTo(new Failure(Kind.REFUSED, "status " + status));
        assertThat(server.requests).hasSize(1);
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
                        serve((number, request, _) -> {
                            if (number == 0) {
                                request.connection().close();
                            } else {
                                good(request);
                            }
                        }));
        assertThat(heard.completion().text()).isEqualTo("Hello");
    }
}
