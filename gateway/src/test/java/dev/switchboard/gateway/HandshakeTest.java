package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.kit.TestGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in at the door of a node, and what the others are told.
class HandshakeTest {

    private static final String OTHERS = "switchboard.v1";

    @TempDir Path data;

    @Test
    void a_handshake_is_answered_by_its_path_its_protocol_its_token_and_its_role() {
        try (var gateway = TestGateway.start(data)) {
            String ana = gateway.customer("ana", "en");
            String ada = gateway.agent("ada", 1, "en");
            assertThat(status(gateway, "/nowhere", ana)).isEqualTo(404);
            assertThat(status(gateway, "/chat", "nonsense")).isEqualTo(401);
            assertThat(status(gateway, "/chat", ada)).isEqualTo(403);
            assertThat(status(gateway, "/seat", ana)).isEqualTo(403);
            try (var peer = RawPeer.connect(gateway.port())) {
                assertThat(peer.ask("/chat", List.of("another.v1", "bearer." + ana)).status())
                        .isEqualTo(400);
            }
            try (var peer = RawPeer.connect(gateway.port())) {
                assertThat(peer.ask("/chat", List.of(OTHERS)).status()).isEqualTo(401);
            }
            try (var peer = RawPeer.connect(gateway.port())) {
                var answer = peer.ask("/chat", List.of(OTHERS), "Authorization: Bearer " + ana);
                assertThat(answer.status()).isEqualTo(101);
                assertThat(answer.headers()).containsEntry("sec-websocket-protocol", OTHERS);
            }
            assertThat(gateway.get("/metrics").body())
                    .contains("switchboard_handshakes_refused_total{status=\"403\",why=\"role\"} 2")
                    .contains("switchboard_handshakes_accepted_total 1");
        }
    }

    @Test
    void who_comes_beyond_the_rate_is_sent_away_before_the_token_is_looked_at() {
        try (var gateway =
                TestGateway.start(
                        data,
                        "connection.handshakes-per-second-max=1",
                        "connection.retry-after=3s")) {
            String ana = gateway.customer("ana", "en");
            assertThat(status(gateway, "/chat", ana)).isEqualTo(101);
            RawPeer.Answer second = ask(gateway, "/chat", "nonsense");
            while (second.status() == 401) {
                // A second has passed on a busy machine.
                second = ask(gateway, "/chat", "nonsense");
            }
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.retryAfter().orElseThrow()).isBetween(1, 3);
            assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/metrics").body())
                    .contains("switchboard_handshakes_refused_total{status=\"503\",why=\"rate\"}");
        }
    }

    @Test
    void who_was_not_welcomed_yet_takes_the_place_of_another() {
        try (var gateway = TestGateway.start(data, "connection.handshakes-in-flight-max=1");
                Peer silent =
                        Peer.connect(gateway.port(), "/chat", gateway.customer("ana", "en"))) {
            String ben = gateway.customer("ben", "en");
            assertThat(status(gateway, "/chat", ben)).isEqualTo(503);
            silent.send("hello");
            silent.next("welcome");
            try (Peer seat = Peer.connect(gateway.port(), "/seat", gateway.agent("ada", 1, "en"))) {
                assertThat(status(gateway, "/chat", ben)).isEqualTo(503);
                seat.send("hello");
                seat.next("welcome");
                assertThat(status(gateway, "/chat", ben)).isEqualTo(101);
            }
        }
    }

    @Test
    void what_a_failed_handshake_held_is_given_back() {
        try (var gateway = TestGateway.start(data, "connection.handshakes-in-flight-max=1")) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(gateway, "/chat", "nonsense")).isEqualTo(401);
            }
            try (var peer = RawPeer.connect(gateway.port())) {
                peer.send(
                        "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Protocol: switchboard.v1, bearer."
                                + gateway.customer("ana", "en")
                                + "\r\n\r\n");
                peer.awaitEnd();
            }
            assertThat(status(gateway, "/chat", gateway.customer("ana", "en"))).isEqualTo(101);
        }
    }

    @Test
    void a_full_node_takes_nobody_until_somebody_goes() {
        try (var gateway = TestGateway.start(data, "connection.sockets-max=1")) {
            String ana = gateway.customer("ana", "en");
            try (Peer first = Peer.open(gateway.port(), "/chat", ana)) {
                RawPeer.Answer refused = ask(gateway, "/chat", ana);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.retryAfter()).isPresent();
                first.send("ping");
                first.next("pong");
            }
            RawPeer.Answer next = ask(gateway, "/chat", ana);
            while (next.status() == 503) {
                next = ask(gateway, "/chat", ana);
            }
            assertThat(next.status()).isEqualTo(101);
        }
    }

    private static int status(TestGateway gateway, String path, String token) {
        return ask(gateway, path, token).status();
    }

    private static RawPeer.Answer ask(TestGateway gateway, String path, String token) {
        try (var peer = RawPeer.connect(gateway.port())) {
            return peer.handshake(path, token);
        }
    }
}
