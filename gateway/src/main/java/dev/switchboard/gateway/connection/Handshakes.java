package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// From a request for a WebSocket to the socket, or to the answer that there will be none. What is
/// cheap is asked first: a storm of handshakes is turned away before a token is looked at.
final class Handshakes {

    static final String SUBPROTOCOL = "switchboard.v1";
    private static final String BEARER = "bearer.";
    private static final CharSequence PROTOCOLS =
            HttpHeaders.createOptimized("sec-websocket-protocol");

    private final Admission admission;
    private final PeerAddresses addresses;
    private final Lobby lobby;
    private final Tokens tokens;
    private final SocketMetrics metrics;
    private final int retryAfterSeconds;
    private final Opening opening;

    /// What becomes of a handshake that succeeded.
    interface Opening {
        void open(ServerWebSocket ws, Identity identity, Visit visit);
    }

    Handshakes(
            GatewayConfig.Connection limits,
            Admission admission,
            Lobby lobby,
            Tokens tokens,
            SocketMetrics metrics,
            Opening opening) {
        this.admission = admission;
        this.addresses = new PeerAddresses(limits.trustedProxies());
        this.lobby = lobby;
        this.tokens = tokens;
        this.metrics = metrics;
        this.retryAfterSeconds = (int) Math.max(1, limits.retryAfter().toSeconds());
        this.opening = opening;
    }

    /// Whether this is a request for a WebSocket.
    static boolean isOne(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    /// Answers a request for a WebSocket.
    void answer(HttpServerRequest request) {
        List<String> offered = subprotocols(request);
        boolean seat = "/seat".equals(request.path());
        if (!seat && !"/chat".equals(request.path())) {
            refuse(request, Refusal.PATH);
        } else if (!offered.contains(SUBPROTOCOL)) {
            refuse(request, Refusal.SUBPROTOCOL);
        } else {
            switch (admission.arrive(addresses.of(request))) {
                case Admission.Answer.Refused(var why) -> refuse(request, why);
                case Admission.Answer.In(var visit) -> verify(request, offered, seat, visit);
            }
        }
    }

    private void verify(
            HttpServerRequest request, List<String> offered, boolean seat, Visit visit) {
        long begunNanos = System.nanoTime();
        lobby.ask(request, visit::gone);
        // Whoever waits for an answer must not miss the end of the request meanwhile.
        request.pause();
        token(request, offered)
                .map(tokens::verify)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .onSuccess(identity -> {
                    if (identity.isEmpty()) {
                        turnAway(request, Refusal.TOKEN, visit);
                    } else if (seat != identity.get() instanceof Identity.Agent) {
                        turnAway(request, Refusal.ROLE, visit);
                    } else if (!visit.isOf(identity.get().sub())) {
                        turnAway(request, Refusal.PERSON, visit);
                    } else {
                        upgrade(request, identity.get(), visit, begunNanos);
                    }
                });
    }

    private void upgrade(
            HttpServerRequest request, Identity identity, Visit visit, long begunNanos) {
        request.toWebSocket()
                .onSuccess(ws -> {
                    lobby.leave(request.connection());
                    if (ws.isClosed()) {
                        visit.gone();
                    } else {
                        metrics.accepted(System.nanoTime() - begunNanos);
                        opening.open(ws, identity, visit);
                    }
                })
                .onFailure(_ -> {
                    // Vert.x has said what is wrong with it.
                    visit.gone();
                    request.connection().close();
                });
    }

    private void turnAway(HttpServerRequest request, Refusal why, Visit visit) {
        visit.gone();
        refuse(request, why);
    }

    private void refuse(HttpServerRequest request, Refusal why) {
        metrics.refused(why);
        var response =
                request.response()
                        .setStatusCode(why.status())
                        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (why.passes()) {
            // By chance, so that those who were refused together do not return together.
            int seconds = 1 + ThreadLocalRandom.current().nextInt(retryAfterSeconds);
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        }
        response.end(HttpResponseStatus.valueOf(why.status()).reasonPhrase())
                .onComplete(_ -> request.connection().close());
    }

    private static List<String> subprotocols(HttpServerRequest request) {
        return request.headers().getAll(PROTOCOLS).stream()
                .flatMap(h -> Arrays.stream(h.split(",")))
                .map(String::strip)
                .toList();
    }

    private static Optional<String> token(HttpServerRequest request, List<String> offered) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? Optional.of(header.substring(7).strip())
                    : Optional.empty();
        }
        return offered.stream()
                .filter(p -> p.startsWith(BEARER))
                .map(p -> p.substring(BEARER.length()))
                .findFirst();
    }
}
