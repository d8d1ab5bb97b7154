package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/// langchain4j's HTTP client on Vert.x: a stream costs no thread, and its events come on the event
/// loop that asked.
final class VertxHttpClient implements dev.langchain4j.http.client.HttpClient {
    private static final int BODY_BYTES_MAX = 16 << 20;

    private final HttpClient client;
    private final Duration readTimeout;

    /// @param readTimeout how long the blocking form waits for a whole response
    VertxHttpClient(HttpClient client, Duration readTimeout) {
        this.client = client;
        this.readTimeout = readTimeout;
    }

    /// Sends the request of the [Exchange] bound to this thread. The given parser is not used: it reads
    /// a blocking stream.
    ///
    /// @throws java.util.NoSuchElementException outside of an exchange
    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        RequestOptions target = target(request).putHeader("Accept", "text/event-stream");
        Exchange.CURRENT.get().run(client, target, body(request), listener);
    }

    /// Sends the request and waits for the whole response.
    ///
    /// @throws IllegalStateException on an event loop, which must not wait
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a blocking request was made on an event loop");
        }
        Future<SuccessfulHttpResponse> response =
                client.request(target(request))
                        .compose(outgoing -> outgoing.send(body(request)))
                        .compose(VertxHttpClient::whole);
        try {
            return response.await(readTimeout);
        } catch (TimeoutException _) {
            throw new dev.langchain4j.exception.TimeoutException(
                    "no response within " + readTimeout);
        }
    }

    private static Future<SuccessfulHttpResponse> whole(HttpClientResponse response) {
        return BoundedBody.read(response, BODY_BYTES_MAX)
                .map(
                        body -> {
                            int status = response.statusCode();
                            if (status < 200 || status > 299) {
                                throw new RefusalException(
                                        status,
                                        body.toString(),
                                        RetryAfter.parse(
                                                response.getHeader("Retry-After"), Instant.now()));
                            }
                            return SuccessfulHttpResponse.builder()
                                    .statusCode(status)
                                    .headers(headers(response))
                                    .body(body.getBytes())
                                    .build();
                        });
    }

    private static Map<String, List<String>> headers(HttpClientResponse response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers()
                .forEach(
                        (name, value) ->
                                headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        return headers;
    }

    private static RequestOptions target(HttpRequest request) {
        RequestOptions target =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(request.method().name()))
                        .setAbsoluteURI(request.url());
        request.headers()
                .forEach((name, values) -> values.forEach(value -> target.addHeader(name, value)));
        return target;
    }

    private static Buffer body(HttpRequest request) {
        return request.body() == null ? Buffer.buffer() : Buffer.buffer(request.body());
    }
}
