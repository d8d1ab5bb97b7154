package dev.switchboard.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A node's door with nothing behind it: its handshake, its sockets and its bounds, but sessions
/// that say back what they are told.
final class EchoServer implements AutoCloseable {

    /// Limits that no test of framing should meet, where they can be set out of the way.
    private static final List<String> WIDE =
            List.of(
                    "connection.frame-bytes-max=1MiB",
                    "connection.outbox-bytes-max=64MiB",
                    "connection.loose-frames-per-second-max=10000000",
                    "connection.frames-per-second-max=1000000",
                    "connection.frames-burst-max=1000000",
                    "connection.person-frames-per-second-max=1000000",
                    "connection.address-frames-per-second-max=1000000",
                    "connection.heartbeat=1h");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Tokens tokens = new Tokens(vertx, TestGateway.SECRET, 1);

    private EchoServer(GatewayConfig config) {
        vertx.deployVerticle(new Listening(config)).onFailure(port::completeExceptionally);
    }

    /// Starts one on a free port.
    ///
    /// @param settings further ones, `key=value`
    static EchoServer start(Path data, String... settings) {
        var all = new ArrayList<>(WIDE);
        all.addAll(List.of(settings));
        return new EchoServer(TestGateway.config(data, all.toArray(String[]::new)));
    }

    int port() throws Exception {
        return port.get(30, TimeUnit.SECONDS);
    }

    String token() {
        var claims = new JsonObject().put("sub", "echo").put("role", "customer");
        return tokens.mint(claims).orElseThrow();
    }

    private record Echo(Socket socket) implements Session {
        @Override
        public void frame(String text) {
            socket.write(text.getBytes(UTF_8));
        }

        @Override
        public boolean greeted() {
            return true;
        }

        @Override
        public void ended() {}
    }

    private final class Listening extends VerticleBase {
        private final GatewayConfig config;
        private SocketServer server;

        Listening(GatewayConfig config) {
            this.config = config;
        }

        @Override
        public Future<?> start() {
            var registry = new SimpleMeterRegistry();
            var texts = (TextsOutcome.Ok) TextsLoader.load(Path.of("..", "config"));
            server =
                    new SocketServer(
                            vertx,
                            config,
                            tokens,
                            texts.texts(),
                            InstantSource.system(),
                            new SocketMetrics(registry),
                            new Admission(config.connection(), registry),
                            request -> request.response().setStatusCode(404).end(),
                            (socket, _) -> new Echo(socket));
            return server.listen(0).onSuccess(port::complete);
        }

        @Override
        public Future<?> stop() {
            return server.stop();
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
