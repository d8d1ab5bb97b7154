package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FallbackModelTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Heard.Settings settings = new Heard.Settings();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void tryOnce() {
        settings.retriesMax = 0;
    }

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    private ScriptedServer serve(ScriptedServer.Script script) {
        return ScriptedServer.start(vertx, script);
    }

    private static void good(HttpServerRequest request) {
        stream(request, text("Hello"), finish("stop"), DONE);
    }

    private static void broken(HttpServerRequest request) {
        request.response().setStatusCode(500).end();
    }

    private Model models(ScriptedServer... servers) {
        List<Model> models =
                java.util.Arrays.stream(servers)
                        .<Model>map(
                                s -> new OpenAiModel(vertx, s.url(), settings.model(), registry))
                        .toList();
        return new FallbackModel(
                vertx, models, new GatewayConfig.ModelBreaker(2, PAUSE), registry, nanos::get);
    }

    private double breaker() {
        return registry.get("switchboard.model.breaker").tag("endpoint", "first").gauge().value();
    }

    @Test
    void the_second_model_is_asked_where_the_first_fails_before_its_first_token() {
        Model model =
                models(
                        serve(always(FallbackModelTest::broken)),
                        serve(always(FallbackModelTest::good)));
        assertThat(Heard.ask(vertx, model).completion().text()).isEqualTo("Hello");
        assertThat(registry.get("switchboard.model.fallbacks").counter().count()).isEqualTo(1);
    }

    @Test
    void an_answer_that_has_begun_is_not_begun_again_by_another_model() {
        ScriptedServer second = serve(always(FallbackModelTest::good));
        Model model = models(serve(always(request -> stream(request, text("Hel")))), second);
        Heard heard = Heard.ask(vertx, model);
        assertThat(heard.failure().kind()).isEqualTo(Kind.BROKEN_STREAM);
        assertThat(heard.pieces).containsExactly("Hel");
        assertThat(second.requests).isEmpty();
    }

    @Test
    void where_both_fail_the_answer_fails_once() {
        Model model =
                models(
                        serve(always(FallbackModelTest::broken)),
                        serve(always(FallbackModelTest::broken)));
        Heard heard = Heard.ask(vertx, model);
        assertThat(heard.failure().kind()).isEqualTo(Kind.BAD_RESPONSE);
        assertThat(heard.ends).hasValue(1);
    }

    @Test
    void a_model_that_keeps_failing_is_left_alone_and_then_tried_once() {
        ScriptedServer first =
                serve((number, request, _) -> {
                    if (number < 3) {
                        broken(request);
                    } else {
                        good(request);
                    }
                });
        Model model = models(first, serve(always(FallbackModelTest::good)));
        for (int i = 0; i < 5; i++) {
            assertThat(Heard.ask(vertx, model).completion().text()).isEqualTo("Hello");
        }
        assertThat(first.requests).hasSize(2);
        assertThat(breaker()).isEqualTo(2);
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(Heard.ask(vertx, model).completion().text()).isEqualTo("Hello");
        assertThat(first.requests).hasSize(3);
        assertThat(breaker()).isEqualTo(2);
        nanos.addAndGet(PAUSE.toNanos());
        assertThat(Heard.ask(vertx, model).completion().text()).isEqualTo("Hello");
        assertThat(breaker()).isZero();
        assertThat(first.requests).hasSize(4);
    }

    @Test
    void where_every_model_is_left_alone_the_answer_fails_at_once() {
        ScriptedServer only = serve(always(FallbackModelTest::broken));
        Model model = models(only);
        for (int i = 0; i < 2; i++) {
            assertThat(Heard.ask(vertx, model).failure().kind()).isEqualTo(Kind.BAD_RESPONSE);
        }
        assertThat(Heard.ask(vertx, model).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(only.requests).hasSize(2);
    }

    @Test
    void an_answer_that_is_cancelled_says_nothing_of_its_model() {
        ScriptedServer first =
                serve((number, request, _) -> {
                    if (number < 2) {
                        broken(request);
                    } else {
                        stream(request).write(text("Hel"));
                    }
                });
        Model model = models(first);
        for (int i = 0; i < 2; i++) {
            assertThat(Heard.ask(vertx, model).failure().kind()).isEqualTo(Kind.BAD_RESPONSE);
        }
        nanos.addAndGet(PAUSE.toNanos());
        for (int i = 0; i < 2; i++) {
            Heard heard = Heard.ask(vertx, model);
            Heard.await(heard.firstPiece.future());
            heard.cancel();
        }
        assertThat(first.requests).hasSize(4);
    }
}
