package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.vertx.core.http.HttpClient;
import java.time.Duration;

/// Hands langchain4j a client that exists already.
///
/// The connect time-out is the Vert.x client's own, set where that one is made; langchain4j sets it
/// here for form's sake.
final class VertxHttpClientBuilder implements HttpClientBuilder {
    private final HttpClient client;
    private Duration connectTimeout;
    private Duration readTimeout;

    VertxHttpClientBuilder(HttpClient client, Duration connectTimeout, Duration readTimeout) {
        this.client = client;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    @Override
    public Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    @Override
    public Duration readTimeout() {
        return readTimeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        readTimeout = timeout;
        return this;
    }

    @Override
    public VertxHttpClient build() {
        return new VertxHttpClient(client, readTimeout);
    }
}
