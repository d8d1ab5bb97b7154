package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.pools.PoolCommands;
import dev.switchboard.gateway.pools.Pools;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The door of one event loop: HTTP for the pages, and WebSockets, which are authenticated before
/// they are.
public final class SocketServer {

    private static final int REQUEST_HEADER_BYTES_MAX = 16 * 1024;

    /// Above the largest frame that is answered with an error: what is larger than this is not
    /// read.
    private static final int OVERSIZE = 4;

    private static final Duration RECONNECT = Duration.ofSeconds(5);

    /// Whoever is there has answered the closing by then, and whoever is not must not hold the end.
    private static final long LINGER_MS = 2_000;

    /// The same where there is nobody but who tries things out, and who waits for Ctrl-C.
    private static final long LINGER_ALONE_MS = 500;

    private final GatewayConfig config;
    private final SocketMetrics metrics;
    private final Admission admission;
    private final Doorway doorway;
    private final ContextInternal loop;
    private final Flushes flushes;
    private final Lobby lobby;
    private final Sessions sessions;
    private final Set<Socket> sockets = new LinkedHashSet<>();
    private final HttpServer server;
    private final Vertx vertx;
    private final Farewells farewells;
    private boolean stopping;

    /// What the sockets are about.
    interface Sessions {
        /// Begins with a socket that has just opened.
        Session begin(Socket socket, Identity identity);
    }

    /// To be made on the event loop that it is to serve.
    ///
    /// @param admission of the whole node
    /// @param pages answers every request that is not for a WebSocket
    public SocketServer(
            Vertx vertx,
            GatewayConfig config,
            Tokens tokens,
            ConversationService conversations,
            Pools pools,
            PoolCommands commands,
            PolicyFiles policies,
            Texts texts,
            InstantSource clock,
            SocketMetrics metrics,
            Admission admission,
            Handler<HttpServerRequest> pages) {
        var reception =
                new CustomerSession.Reception(
                        tokens,
                        conversations,
                        policies,
                        config.conversation().reopenWithin(),
                        vertx.getOrCreateContext());
        this(
                vertx,
                config,
                tokens,
                texts,
                clock,
                metrics,
                admission,
                pages,
                (socket, identity) ->
                        switch (identity) {
                            case Identity.Customer customer ->
                                    new CustomerSession(socket, customer.person(), reception);
                            case Identity.Agent agent ->
                                    new SeatSession(
                                            socket,
                                            agent,
                                            config.connection().heartbeat(),
                                            config.conversation().watchedMax(),
                                            tokens,
                                            pools,
                                            commands,
                                            conversations,
                                            clock);
                        });
    }

    SocketServer(
            Vertx vertx,
            GatewayConfig config,
            Tokens tokens,
            Texts texts,
            InstantSource clock,
            SocketMetrics metrics,
            Admission admission,
            Handler<HttpServerRequest> pages,
            Sessions sessions) {
        this.config = config;
        this.sessions = sessions;
        this.metrics = metrics;
        this.admission = admission;
        this.vertx = vertx;
        this.loop = (ContextInternal) vertx.getOrCreateContext();
        this.flushes = new Flushes((SingleThreadEventLoop) loop.nettyEventLoop());
        this.farewells = new Farewells(loop, sockets);
        var limits = config.connection();
        this.doorway =
                new Doorway(loop, new Beats(vertx), limits, texts, clock, metrics, this::gone);
        this.lobby = new Lobby(vertx, limits.handshakeTimeout(), limits.httpConnectionsMax());
        var handshakes = new Handshakes(limits, admission, lobby, tokens, metrics, this::open);
        this.server =
                vertx.createHttpServer(options(config))
                        .connectionHandler(lobby::enter)
                        .requestHandler(request -> {
                            if (Handshakes.isOne(request)) {
                                handshakes.answer(request);
                            } else {
                                lobby.ask(request, () -> {});
                                pages.handle(request);
                            }
                        });
    }

    private static HttpServerOptions options(GatewayConfig config) {
        var options =
                new HttpServerOptions()
                        .setWebSocketSubProtocols(List.of(Handshakes.SUBPROTOCOL))
                        .setMaxWebSocketFrameSize(messageBytesMax(config))
                        .setMaxWebSocketMessageSize(messageBytesMax(config))
                        .setMaxHeaderSize(REQUEST_HEADER_BYTES_MAX)
                        // Sockets need HTTP/1.1; and while Vert.x waits for a connection to show
                        // which HTTP it speaks, the lobby would not know of it.
                        .setHttp2ClearTextEnabled(false)
                        .setUseAlpn(false)
                        // Compression costs more memory than all the rest of a connection together.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setWebSocketClosingTimeout(2);
        if (config.tls().certificate().isPresent()) {
            options.setSsl(true)
                    .setSslHandshakeTimeout(config.connection().handshakeTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslEngineOptions(new OpenSSLEngineOptions())
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .setCertPath(config.tls().certificate().get().toString())
                                    .setKeyPath(config.tls().key().orElseThrow().toString()));
        }
        return options;
    }

    /// Listens.
    ///
    /// @param port 0 for any
    /// @return the port
    public Future<Integer> listen(int port) {
        return server.listen(port, config.host()).map(HttpServer::actualPort);
    }

    /// Says goodbye to every socket, and closes.
    public Future<Void> stop() {
        admission.close();
        doorway.beats().stop();
        lobby.stop();
        stopping = true;
        farewells.everybody(RECONNECT);
        long lingering = vertx.setTimer(lingerMs(), _ -> farewells.cut());
        return server.close().onComplete(_ -> vertx.cancelTimer(lingering));
    }

    private long lingerMs() {
        return config.redis().uri().isEmpty() ? LINGER_ALONE_MS : LINGER_MS;
    }

    /// The way out for its sockets.
    public Farewells farewells() {
        return farewells;
    }

    private Transport transport(ServerWebSocket ws) {
        return switch (config.connection().transport()) {
            case LEAN -> LeanTransport.over(ws, loop, flushes, messageBytesMax(config));
            case VERTX -> new VertxTransport(ws);
        };
    }

    private static int messageBytesMax(GatewayConfig config) {
        return config.connection().frameBytesMax() * OVERSIZE;
    }

    private void open(ServerWebSocket ws, Identity identity, Visit visit) {
        var socket = new Socket(transport(ws), identity, visit, doorway);
        metrics.open(identity).incrementAndGet();
        visit.opened(metrics.sessions(identity));
        sockets.add(socket);
        socket.serve(sessions.begin(socket, identity));
        if (stopping) {
            // Was on its way in when the others were sent away.
            farewells.everybody(RECONNECT);
        }
    }

    private void gone(Socket socket) {
        metrics.open(socket.identity()).decrementAndGet();
        sockets.remove(socket);
    }
}
