package dev.switchboard.gateway.kit;

import dev.switchboard.gateway.Gateway;
import dev.switchboard.gateway.config.ConfigLoader;
import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.ConfigSources;
import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A whole node in this process: a real Redis, the embedded model over real HTTP, real sockets.
public final class TestGateway implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// What nodes that share a Redis sign tokens with.
    public static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

    private final Gateway gateway;

    private TestGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /// Starts a node on a free port.
    ///
    /// @param settings `key=value`
    public static TestGateway start(Path data, String... settings) {
        GatewayConfig config = config(data, settings);
        try {
            return new TestGateway(
                    Gateway.start(config)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts a node whose sockets are kept in this way.
    public static TestGateway start(
            Path data, GatewayConfig.Connection.Transport transport, String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.add("connection.transport=" + transport.name().toLowerCase(Locale.ROOT));
        return start(data, all.toArray(String[]::new));
    }

    /// The configuration as shipped, with a free port and these settings.
    public static GatewayConfig config(Path data, String... settings) {
        var said = new ArrayList<ConfigSources.CommandLineSetting>();
        said.add(new ConfigSources.CommandLineSetting("--port", "port", "0"));
        said.add(new ConfigSources.CommandLineSetting("--data", "data", data.toString()));
        for (String setting : settings) {
            int at = setting.indexOf('=');
            said.add(
                    new ConfigSources.CommandLineSetting(
                            "--set", setting.substring(0, at), setting.substring(at + 1)));
        }
        Path home = Path.of("..").toAbsolutePath().normalize();
        ConfigOutcome outcome =
                ConfigLoader.load(
                        new ConfigSources(
                                home, home, Optional.empty(), Map.of(), List.copyOf(said)));
        if (!(outcome instanceof ConfigOutcome.Loaded loaded)) {
            throw new IllegalArgumentException(outcome.toString());
        }
        return loaded.config();
    }

    /// Starts one of several nodes on a Redis that they share.
    ///
    /// @param settings `key=value`
    public static TestGateway start(Path data, URI redis, String... settings) {
        var all = new ArrayList<>(shared(redis));
        all.addAll(List.of(settings));
        return start(data, all.toArray(String[]::new));
    }

    /// What nodes that share a Redis have in common.
    static List<String> shared(URI redis) {
        return List.of("redis.uri=" + redis, "auth.secret=" + SECRET, "demo=true");
    }

    public int port() {
        return gateway.port();
    }

    /// A customer's token.
    public String customer(String sub, String locale) {
        return token(
                new JsonObject().put("sub", sub).put("role", "customer").put("locale", locale));
    }

    /// An agent's token.
    public String agent(String sub, int capacity, String... languages) {
        return token(
                new JsonObject()
                        .put("sub", sub)
                        .put("role", "agent")
                        .put("name", sub)
                        .put("languages", List.of(languages))
                        .put("capacity", capacity));
    }

    /// A supervisor's token.
    public String supervisor(String sub) {
        return token(
                new JsonObject()
                        .put("sub", sub)
                        .put("role", "supervisor")
                        .put("name", sub)
                        .put("languages", List.of("en"))
                        .put("capacity", 3));
    }

    /// A token of these claims.
    public String token(JsonObject claims) {
        var answer = post("/demo/token", claims.encode());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return new JsonObject(answer.body()).getString("token");
    }

    public HttpResponse<String> post(String path, String body) {
        return send(
                HttpRequest.newBuilder(at(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(at(path)));
    }

    /// Asks the node at this port.
    public static HttpResponse<String> get(int port, String path) {
        return send(HttpRequest.newBuilder(at(port, path)));
    }

    private URI at(String path) {
        return at(port(), path);
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            gateway.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
