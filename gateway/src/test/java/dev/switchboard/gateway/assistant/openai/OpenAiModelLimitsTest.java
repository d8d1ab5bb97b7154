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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiModelLimitsTest {
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

    private List<Heard> askOnSameLoop(OpenAiModel model, Heard other, int count) {
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            heard.add(Heard.askBeside(other, model));
        }
        return heard;
    }

    @Test
    void answers_beyond_the_connections_wait_and_those_beyond_the_queue_fail_at_once() {
        settings.streamsMax = 1;
        settings.streamsWaitingMax = 1;
        Promise<HttpServerResponse> open = Promise.promise();
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        (number, request, _) -> {
                            if (number == 0) {
                                HttpServerResponse response = stream(request);
                                response.write(text("first"));
                                open.complete(response);
                            } else {
                                stream(request, text("second"), finish("stop"), DONE);
                            }
                        });
        OpenAiModel model = model(server);
        Heard first = Heard.ask(vertx, model);
        Heard.await(first.firstPiece.future());
        List<Heard> others = askOnSameLoop(model, first, 2);

        assertThat(others.get(1).failure())
                .isEqualTo(
                        new Failure(
                                Kind.OVERLOADED,
                                "too many answers wait for a connection to the model"));
        assertThat(others.get(0).ends).hasValue(0);
        Heard.await(open.future()).end(finish("stop") + DONE);
        assertThat(first.completion().text()).isEqualTo("first");
        assertThat(others.get(0).completion().text()).isEqualTo("second");
    }

    @Test
    void five_hundred_answers_at_once_need_no_threads_of_their_own() {
        int streams = 500;
        AtomicInteger open = new AtomicInteger();
        Promise<Void> allOpen = Promise.promise();
        List<HttpServerResponse> responses = Collections.synchronizedList(new ArrayList<>());
        ScriptedServer server =
                ScriptedServer.start(
                        vertx,
                        always(request -> {
                            HttpServerResponse response = stream(request);
                            response.write(text("a"));
                            responses.add(response);
                            if (open.incrementAndGet() == streams) {
                                allOpen.complete();
                            }
                        }));
        OpenAiModel model = model(server);
        Heard.ask(vertx, model);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Heard> heard = new ArrayList<>();
        for (int i = 1; i < streams; i++) {
            heard.add(Heard.ask(vertx, model));
        }
        Heard.await(allOpen.future());
        Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
        more.removeAll(before);
        assertThat(more.size())
                .as("threads begun: %s", more)
                .isLessThanOrEqualTo(2 * Runtime.getRuntime().availableProcessors());
        responses.forEach(response -> response.end(text("b") + finish("stop") + DONE));
        assertThat(heard).allSatisfy(h -> assertThat(h.completion().text()).isEqualTo("ab"));
    }
}
