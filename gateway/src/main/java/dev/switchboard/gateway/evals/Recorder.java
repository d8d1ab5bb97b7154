package dev.switchboard.gateway.evals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stands between the node and its models and reads along: what is sent to a model is what left the
/// node, whatever the node believes. Answers pass as they come.
final class Recorder {
    private static final int DIGITS_MIN = 8;
    private static final int CONNECTIONS_MAX = 1_000;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int PATH_PARTS = 3;

    /// Headers that are about one connection and not about what is sent.
    private static final Set<String> OURS = Set.of("host", "transfer-encoding", "content-length");

    private final HttpClient client;
    private final List<URI> models;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    private Recorder(HttpClient client, List<URI> models) {
        this.client = client;
        this.models = List.copyOf(models);
    }

    /// A recorder that listens, and where.
    record Listening(Recorder recorder, int port) {
        /// What the node is to be told instead of the model's own address.
        ///
        /// @param number of the model, from 0
        URI url(int number) {
            String query = recorder.models.get(number).getRawQuery();
            return URI.create(
                    "http://127.0.0.1:%d/%d%s"
                            .formatted(port, number, query == null ? "" : "?" + query));
        }
    }

    /// @param models base URLs
    static Future<Listening> start(Vertx vertx, List<URI> models) {
        HttpClient client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
        var recorder = new Recorder(client, models);
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                        .requestHandler(recorder::handle);
        return server.listen(0, "127.0.0.1")
                .map(listening -> new Listening(recorder, listening.actualPort()));
    }

    /// Looks for these in every request until it is closed.
    Watch watch(List<String> forbidden) {
        var watch = new Watch(forbidden);
        watches.add(watch);
        return watch;
    }

    /// What is looked for, and what of it was found.
    final class Watch implements AutoCloseable {
        private final List<Forbidden> forbidden;
        private final Set<String> found = ConcurrentHashMap.newKeySet();

        private record Forbidden(String text, Pattern pattern) {}

        private Watch(List<String> forbidden) {
            this.forbidden =
                    forbidden.stream().map(text -> new Forbidden(text, pattern(text))).toList();
        }

        private void read(String body) {
            forbidden.stream()
                    .filter(one -> one.pattern().matcher(body).find())
                    .forEach(one -> found.add(one.text()));
        }

        List<String> found() {
            return found.stream().sorted().toList();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /// A long number is the same however it is grouped.
    static Pattern pattern(String text) {
        String digits = text.replaceAll("[ .()/-]", "");
        boolean number = digits.matches("\\+?[A-Za-z]{0,4}\\d{" + DIGITS_MIN + ",}");
        return Pattern.compile(
                number
                        ? digits.chars()
                                .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
                                .collect(Collectors.joining("[ .()/\u00A0-]*"))
                        : Pattern.quote(text),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private void handle(HttpServerRequest request) {
        String[] path = request.path().split("/", PATH_PARTS);
        int number =
                path.length == PATH_PARTS && path[1].matches("\\d")
                        ? Integer.parseInt(path[1])
                        : -1;
        if (number < 0 || number >= models.size()) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body()
                .onSuccess(body -> {
                    String sent = body.toString();
                    watches.forEach(watch -> watch.read(sent));
                    pass(request, body, models.get(number), path[2]);
                });
    }

    private void pass(HttpServerRequest request, Buffer body, URI model, String rest) {
        client.request(
                        new RequestOptions()
                                .setMethod(request.method())
                                .setAbsoluteURI(address(model, rest, request.query())))
                .compose(upstream -> {
                    request.headers()
                            .forEach(header -> {
                                if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                                    upstream.putHeader(header.getKey(), header.getValue());
                                }
                            });
                    upstream.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
                    // Whoever hangs up here hangs up there.
                    request.response().closeHandler(_ -> upstream.reset());
                    return upstream.send(body).compose(answer -> back(answer, request, upstream));
                })
                .onFailure(_ -> {
                    if (!request.response().headWritten()) {
                        request.response().setStatusCode(502).end();
                    } else {
                        request.response().reset();
                    }
                });
    }

    private static Future<Void> back(
            HttpClientResponse answer, HttpServerRequest request, HttpClientRequest upstream) {
        var response = request.response().setStatusCode(answer.statusCode());
        if (response.closed()) {
            upstream.reset();
            return Future.succeededFuture();
        }
        answer.headers()
                .forEach(header -> {
                    if (!header.getKey().equalsIgnoreCase("Transfer-Encoding")) {
                        response.putHeader(header.getKey(), header.getValue());
                    }
                });
        response.setChunked(answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
        return answer.pipeTo(response);
    }

    private static String address(URI model, String rest, @Nullable String query) {
        String base = model.toString().split("\\?", 2)[0].replaceAll("/$", "");
        return base + "/" + rest + (query == null ? "" : "?" + query);
    }
}
