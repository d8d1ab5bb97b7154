package dev.switchboard.gateway.assistant.openai;

import static dev.switchboard.gateway.assistant.openai.ScriptedServer.DONE;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.always;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.finish;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.stream;
import static dev.switchboard.gateway.assistant.openai.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxHttpClientTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Heard.await(vertx.close());
    }

    private VertxHttpClient client(Duration readTimeout) {
        return new VertxHttpClient(vertx.createHttpClient(), readTimeout);
    }

    private static HttpRequest post(ScriptedServer server) {
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(server.url().toString(), "models")
                .body("{}")
                .build();
    }

    @Test
    void words_are_read_here_and_what_else_an_event_said_is_let_go_of_once_it_was_told() {
        String events = text("one") + finish("length") + text("two") + finish("stop") + DONE;
        ScriptedServer server = ScriptedServer.start(vertx, always(r -> stream(r, events)));
        List<String> words = new ArrayList<>();
        List<String> told = new ArrayList<>();
        List<ServerSentEvent> kept = new ArrayList<>();
        Promise<Void> ended = Promise.promise();
        var listener =
                new ServerSentEventListener() {
                    @Override
                    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                        told.add(event.data());
                        kept.add(event);
                    }

                    @Override
                    public void onError(Throwable error) {
                        ended.fail(error);
                    }

                    @Override
                    public void onClose() {
                        ended.complete();
                    }
                };
        vertx.runOnContext(_ ->
                ScopedValue.where(Exchange.CURRENT, new Exchange(vertx, 1 << 20, words::add))
                        .run(() ->
                                client(Duration.ofSeconds(10))
                                        .execute(
                                                post(server),
                                                new DefaultServerSentEventParser(),
                                                listener)));
        Heard.await(ended.future());
        assertThat(words).containsExactly("one", "two");
        assertThat(told).hasSize(2).allMatch(data -> data.contains("finish_reason"));
        assertThat(kept).extracting(ServerSentEvent::data).containsExactly("", "");
    }

    @Test
    void the_blocking_form_waits_for_the_whole_response() {
        ScriptedServer server =
                ScriptedServer.start(
                        vertx, always(r -> r.response().putHeader("X-A", "b").end("grüß dich")));
        SuccessfulHttpResponse response = client(Duration.ofSeconds(10)).execute(post(server));
        assertThat(response.body()).isEqualTo("grüß dich");
        assertThat(response.headers()).containsEntry("X-A", List.of("b"));
    }

    @Test
    void the_blocking_form_throws_for_a_status_other_than_2xx() {
        ScriptedServer server =
                ScriptedServer.start(vertx, always(r -> r.response().setStatusCode(418).end("t")));
        assertThatThrownBy(() -> client(Duration.ofSeconds(10)).execute(post(server)))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.statusCode()).isEqualTo(418));
    }

    @Test
    void the_blocking_form_does_not_wait_for_ever() {
        ScriptedServer server = ScriptedServer.start(vertx, always(_ -> {}));
        assertThatThrownBy(() -> client(Duration.ofMillis(100)).execute(post(server)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void the_blocking_form_refuses_to_hold_up_an_event_loop() {
        ScriptedServer server = ScriptedServer.start(vertx, always(r -> r.response().end()));
        Promise<Object> outcome = Promise.promise();
        vertx.runOnContext(_ -> {
            try {
                outcome.complete(client(Duration.ofSeconds(1)).execute(post(server)));
            } catch (RuntimeException e) {
                outcome.complete(e);
            }
        });
        assertThat(Heard.await(outcome.future())).isInstanceOf(IllegalStateException.class);
        assertThat(server.requests).isEmpty();
    }
}
