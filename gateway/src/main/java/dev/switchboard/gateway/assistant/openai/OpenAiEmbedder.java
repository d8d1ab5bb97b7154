package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Embedder;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// An embedding model behind an OpenAI-compatible API.
public final class OpenAiEmbedder implements Embedder {
    /// A batch of long vectors, written as decimals.
    private static final int BODY_BYTES_MAX = 16 << 20;

    /// A request that says nothing for so long is dropped.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpClient client;
    private final String url;
    private final Optional<String> key;
    private final String model;

    /// @param baseUrl up to the part before `/embeddings`; a query, such as `?api-version=…`, is
    ///   sent with every request
    public OpenAiEmbedder(
            Vertx vertx, URI baseUrl, Optional<String> key, String model, Duration connectTimeout) {
        this.vertx = vertx;
        String[] parts = baseUrl.toString().split("\\?", 2);
        String path = parts[0].replaceAll("/+$", "") + "/embeddings";
        this.url = parts.length == 1 ? path : path + "?" + parts[1];
        this.key = key;
        this.model = model;
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis())));
    }

    @Override
    public Future<List<float[]>> embed(List<String> texts) {
        JsonObject body =
                new JsonObject()
                        .put("model", model)
                        .put("input", new JsonArray(List.copyOf(texts)));
        return onLoop(() ->
                client.request(target())
                        .compose(request -> request.send(body.toBuffer()))
                        .compose(response ->
                                BoundedBody.read(response, BODY_BYTES_MAX)
                                        .map(whole -> accepted(response, whole)))
                        .compose(whole ->
                                vertx.executeBlocking(() -> vectors(whole, texts.size()), false)));
    }

    /// A caller on another thread could come to read an answer that has gone by already.
    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(_ -> work.get().onComplete(done));
        return done.future();
    }

    @Override
    public Duration pause(int failures) {
        return Backoff.after(failures, Duration.ZERO);
    }

    /// Closes the connections; what is under way fails.
    public Future<Void> close() {
        return client.close();
    }

    private RequestOptions target() {
        RequestOptions target =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url)
                        .setIdleTimeout(SILENCE_MAX.toMillis())
                        .putHeader("Content-Type", "application/json");
        key.ifPresent(secret -> target.putHeader("Authorization", "Bearer " + secret));
        return target;
    }

    private static Buffer accepted(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            String said = body.toString();
            throw new UpstreamException(Kind.REFUSED, "status " + status + Fault.describe(said));
        }
        return body;
    }

    private static List<float[]> vectors(Buffer body, int expected) {
        try {
            JsonArray data = new JsonObject(body).getJsonArray("data", new JsonArray());
            float[][] vectors = new float[data.size()][];
            for (int i = 0; i < data.size(); i++) {
                JsonObject entry = data.getJsonObject(i);
                vectors[entry.getInteger("index", i)] = unit(entry.getJsonArray("embedding"));
            }
            return checked(List.of(vectors), expected);
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException notOurs) {
            throw bad("the answer was not the JSON of embeddings");
        }
    }

    private static List<float[]> checked(List<float[]> vectors, int expected) {
        if (vectors.size() != expected) {
            throw bad("%d vectors came for %d texts".formatted(vectors.size(), expected));
        }
        int dimension = vectors.getFirst().length;
        if (dimension == 0 || vectors.stream().anyMatch(v -> v.length != dimension)) {
            throw bad("the vectors are not of one dimension");
        }
        return vectors;
    }

    private static float[] unit(JsonArray numbers) {
        float[] vector = new float[numbers.size()];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.getFloat(i);
            squares += (double) vector[i] * vector[i];
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw bad("a vector has no direction");
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static UpstreamException bad(String detail) {
        return new UpstreamException(Kind.BAD_RESPONSE, detail);
    }
}
