package dev.switchboard.gateway.evals;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecorderTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "4111 1111 1111 1111, the card 4111111111111111 is, true",
        "4111111111111111, the card 4111-1111 1111.1111 is, true",
        "4111 1111 1111 1111, the card 4111 1111 1111 1112 is, false",
        "811218-9876, born 8112189876, true",
        "123-45, the room 12345, false",
        "DE89 3704 0044 0532 0130 00, to de89370400440532013000 please, true",
        "kim@new.example, to KIM@new.example, true",
        "kim@new.example, to kim@new-example, false",
    })
    void a_long_number_is_the_same_however_it_is_grouped(
            String forbidden, String sent, boolean found) {
        assertThat(Recorder.pattern(forbidden).matcher(sent).find()).isEqualTo(found);
    }

    @Test
    void what_is_sent_is_read_and_passed_on_and_the_answer_comes_back() throws Exception {
        HttpServer model =
                get(
                        vertx.createHttpServer()
                                .requestHandler(request ->
                                        request.body()
                                                .onSuccess(body ->
                                                        request.response()
                                                                .setStatusCode(418)
                                                                .putHeader("X-Model", "teapot")
                                                                .end(
                                                                        request.uri()
                                                                                + " "
                                                                                + request.getHeader(
                                                                                        "Authorization")
                                                                                + " "
                                                                                + body)))
                                .listen(0, "127.0.0.1"));
        Recorder.Listening listening =
                get(
                        Recorder.start(
                                vertx,
                                List.of(
                                        URI.create(
                                                "http://127.0.0.1:%d/v1?api-version=7"
                                                        .formatted(model.actualPort())))));
        URI url = URI.create(listening.url(0).toString().replace("?", "/chat/completions?"));

        try (HttpClient http = HttpClient.newHttpClient();
                Recorder.Watch watch =
                        listening
                                .recorder()
                                .watch(List.of("4111 1111 1111 1111", "ana@x.example"))) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(url)
                                    .header("Authorization", "Bearer k")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "card 4111111111111111"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.headers().firstValue("X-Model")).contains("teapot");
            assertThat(answer.body())
                    .isEqualTo("/v1/chat/completions?api-version=7 Bearer k card 4111111111111111");
            assertThat(watch.found()).containsExactly("4111 1111 1111 1111");
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
