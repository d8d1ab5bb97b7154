package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A model behind an OpenAI-compatible API: OpenAI, Azure, vLLM, Ollama, llama.cpp, the embedded
/// one.
///
/// Every event loop that asks has an HTTP client of its own, so that an answer's bytes never change
/// threads and [GatewayConfig.Model#streamsMax] holds per event loop. A client is made at the first
/// answer and lives as long as the verticle that asked for that answer, or until [#close].
///
/// Nothing is told before [#answer] has returned.
public final class OpenAiModel implements Model {
    private final Vertx vertx;
    private final URI baseUrl;
    private final GatewayConfig.Model settings;
    private final ModelMeters meters;
    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();

    /// The client of one event loop, and langchain4j on top of it.
    private record Lane(HttpClient client, StreamingChatModel chat) {}

    /// @param baseUrl up to the part before `/chat/completions`; a query, such as `?api-version=…`,
    ///   is sent with every request
    public OpenAiModel(
            Vertx vertx, URI baseUrl, GatewayConfig.Model settings, MeterRegistry registry) {
        this.vertx = vertx;
        this.baseUrl = checked(baseUrl);
        this.settings = settings;
        this.meters = new ModelMeters(registry, settings.name());
    }

    /// @throws IllegalStateException when not called on an event loop
    @Override
    public Answering answer(Prompt prompt, Listener listener) {
        Context context = Vertx.currentContext();
        if (context == null || !Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an answer must be asked for on an event loop");
        }
        Lane lane = lanes.computeIfAbsent(Thread.currentThread(), _ -> openLane());
        OpenAiAnswer answer =
                new OpenAiAnswer(
                        vertx,
                        lane.chat(),
                        settings,
                        meters,
                        ChatRequests.of(prompt, settings.outputTokensMax()),
                        listener);
        context.runOnContext(_ -> answer.begin());
        return answer;
    }

    /// Closes the connections; answers that are being written fail.
    public Future<Void> close() {
        List<Future<Void>> closing =
                lanes.values().stream().map(lane -> lane.client().close()).toList();
        lanes.clear();
        return Future.join(closing).mapEmpty();
    }

    private Lane openLane() {
        int connectMs = Math.toIntExact(settings.connectTimeout().toMillis());
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout(connectMs)
                        .setSslHandshakeTimeout(connectMs)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setTcpNoDelay(true);
        PoolOptions pool =
                new PoolOptions()
                        .setHttp1MaxSize(settings.streamsMax())
                        .setMaxWaitQueueSize(settings.streamsWaitingMax());
        HttpClient client = vertx.createHttpClient(options, pool);
        return new Lane(client, chat(client));
    }

    private StreamingChatModel chat(HttpClient client) {
        String withoutQuery = baseUrl.toString().split("\\?", 2)[0];
        var builder =
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(
                                new VertxHttpClientBuilder(
                                        client,
                                        settings.connectTimeout(),
                                        settings.answerTimeout()))
                        .baseUrl(withoutQuery)
                        .customQueryParams(query(baseUrl))
                        .modelName(settings.name())
                        // Some servers repeat a tool call's id in every fragment.
                        .accumulateToolCallId(false);
        settings.key().ifPresent(builder::apiKey);
        return builder.build();
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "model.url must be an http or https URL with a host, but is " + url);
        }
        return url;
    }

    private static Map<String, String> query(URI url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = url.getRawQuery();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
