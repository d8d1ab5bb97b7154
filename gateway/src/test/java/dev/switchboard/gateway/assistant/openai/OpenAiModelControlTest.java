package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Model.Failure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelControlTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Heard.Settings settings = new Heard.Settings();

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    private OpenAiModel model(ScriptedServer server) {
        return new OpenAiModel(vertx, server.url(), settings.model(), registry);
    }

    private double cancelled() {
        return registry.get("switchboard.model.answer").tag("outcome", "cancelled").timer().count();
    }

    @Test
    void a_cancelled_answer_ends_at_the_server_and_tells_nothing_more() {
        Promise<Void> gone = Promise.promise();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            response.closeHandler(_ -> gone.tryComplete());
                            vertx.setPeriodic(2, _ -> response.write(text("and ")));
                        }));
        Heard heard = Heard.ask(vertx, model(server));
        Heard.await(heard.firstPiece.future());
        AtomicInteger heardAtCancel = new AtomicInteger();
        heard.cancel();
        heard.onHome(() -> heardAtCancel.set(heard.pieces.size()));
        heard.cancel();

        Heard.await(gone.future());
        heard.onHome(() -> assertThat(heard.pieces).hasSize(heardAtCancel.get()));
        assertThat(heard.ends).hasValue(0);
        assertThat(cancelled()).isEqualTo(1);
        assertThat(registry.get("switchboard.model.streams").gauge().value()).isZero();
    }

    @Test
    void an_answer_cancelled_before_the_response_ends_at_the_server() {
        Promise<Void> asked = Promise.promise();
        Promise<Void> gone = Promise.promise();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(request -> {
                            request.response().closeHandler(_ -> gone.tryComplete());
                            asked.tryComplete();
                        }));
        Heard heard = Heard.ask(vertx, model(server));
        Heard.await(asked.future());
        heard.cancel();
        Heard.await(gone.future());
        assertThat(heard.ends).hasValue(0);
    }

    @Test
    void an_answer_cancelled_within_a_piece_tells_no_further_piece_of_the_same_packet() {
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(r -> stream(r, text("one") + text("two") + finish("stop") + DONE)));
        OpenAiModel model = model(server);
        List<String> told = new ArrayList<>();
        Promise<Void> first = Promise.promise();
        AtomicReference<Model.Answering> answering = new AtomicReference<>();
        Model.Listener listener =
                new Model.Listener() {
                    @Override
                    public void text(String piece) {
                        told.add(piece);
                        answering.get().cancel();
                        first.complete();
                    }

                    @Override
                    public void completed(Model.Completion completion) {
                        told.add("completed");
                    }

                    @Override
                    public void failed(Failure failure) {
                        told.add("failed");
                    }
                };
        vertx.runOnContext(_ -> answering.set(model.answer(Heard.PROMPT, listener)));
        Heard.await(first.future());
        Heard.await(vertx.close());
        assertThat(told).containsExactly("one");
    }

    @Test
    void an_answer_that_was_asked_for_just_before_the_end_is_told_of_it() {
        OpenAiModel model = model(ScriptedServer.start(vertx, always(r -> stream(r, DONE))));
        Heard heard =
                Heard.ask(
                        vertx,
                        (prompt, listener) -> {
                            Model.Answering answering = model.answer(prompt, listener);
                            model.close();
                            return answering;
                        });
        assertThat(heard.failure().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(heard.failure().detail()).contains("closed");
        assertThat(registry.get("switchboard.model.retries").counter().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_paused_answer_holds_the_server_back_until_it_is_resumed(boolean beforeItsFirstPiece) {
        // Long enough for a busy machine to send the next piece, once the answer goes on.
        settings.idle = Duration.ofSeconds(2);
        settings.outputTokensMax = 100_000;
        int chunks = 60_000;
        String chunk = text("x".repeat(500));
        Promise<Void> begin = Promise.promise();
        Promise<Void> full = Promise.promise();
        AtomicInteger drained = new AtomicInteger();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            Pump pump = new Pump(response, chunk, chunks, full, drained);
                            if (!beforeItsFirstPiece) {
                                response.write(chunk);
                            }
                            begin.future().onSuccess(_ -> pump.go(0));
                        }));
        Heard heard = Heard.ask(vertx, model(server));
        if (!beforeItsFirstPiece) {
            Heard.await(heard.firstPiece.future());
        }
        heard.pause();
        begin.complete();
        Heard.await(full.future());
        // What the kernel holds may still drain; then the server stands still, past the idle
        // time-out.
        Heard.await(vertx.timer(500).mapEmpty());
        int drainedWhilePaused = drained.get();
        int heardWhilePaused = heard.pieces.size();
        Heard.await(vertx.timer(2_000).mapEmpty());
        assertThat(drained).hasValue(drainedWhilePaused);
        assertThat(heard.pieces).hasSize(heardWhilePaused);
        assertThat(heardWhilePaused).isLessThan(100);
        assertThat(heard.ends).hasValue(0);

        heard.resume();
        assertThat(heard.completion().text()).hasSizeGreaterThanOrEqualTo(500 * chunks);
        assertThat(drained.get()).isGreaterThan(drainedWhilePaused);
    }

    /// Writes as fast as the reader takes it, and counts how often it was held back.
    private record Pump(
            HttpServerResponse response,
            String chunk,
            int chunks,
            Promise<Void> full,
            AtomicInteger drained) {
        void go(int from) {
            for (int i = from; i < chunks; i++) {
                if (response.writeQueueFull()) {
                    int next = i;
                    full.tryComplete();
                    response.drainHandler(_ -> {
                        drained.incrementAndGet();
                        go(next);
                    });
                    return;
                }
                response.write(chunk);
            }
            response.end(finish("stop") + DONE);
        }
    }

    @Test
    void an_answer_is_touched_on_its_own_loop_only() {
        ScriptedServer server = ScriptedServer.start(vertx, always(request -> stream(request)));
        OpenAiModel model = model(server);
        Promise<Model.Answering> answering = Promise.promise();
        vertx.runOnContext(_ -> answering.complete(model.answer(Heard.PROMPT, new Silent())));
        assertThatThrownBy(Heard.await(answering.future())::cancel)
                .isInstanceOf(IllegalStateException.class);
    }

    private static final class Silent implements Model.Listener {
        @Override
        public void text(String piece) {}

        @Override
        public void completed(Model.Completion completion) {}

        @Override
        public void failed(Failure failure) {}
    }

    @Test
    void a_listener_that_throws_ends_its_answer_and_hears_that_it_has_failed() {
        Promise<Void> gone = Promise.promise();
        Promise<Failure> failed = Promise.promise();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(request -> {
                            stream(request).write(text("one"));
                            request.response().closeHandler(_ -> gone.complete());
                        }));
        OpenAiModel model = model(server);
        Model.Listener throwing =
                new Model.Listener() {
                    @Override
                    public void text(String piece) {
                        throw new IllegalStateException("a bug of the test's");
                    }

                    @Override
                    public void completed(Model.Completion completion) {}

                    @Override
                    public void failed(Failure failure) {
                        failed.complete(failure);
                    }
                };
        vertx.runOnContext(_ -> model.answer(Heard.PROMPT, throwing));
        Heard.await(gone.future());
        assertThat(Heard.await(failed.future()).detail()).contains("IllegalStateException");
    }
}
