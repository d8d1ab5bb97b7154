package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.kit.TestGateway;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// I10: no peer, slow, silent or hostile, makes a node hold more than it is allowed.
class BoundsTest {

    private static final String PING = "{\"type\":\"ping\"}";
    private static final String HELLO = "{\"type\":\"hello\"}";
    private static final int SMALL_BUFFER = 4096;
    private static final int ENTRIES = 20;
    private static final int ENTRY_CHARS = 12_000;
    private static final int HELLOS = 50;
    private static final int READERS = 20;

    @TempDir Path data;

    /// What keeps the sockets.
    GatewayConfig.Connection.Transport transport() {
        return GatewayConfig.Connection.Transport.LEAN;
    }

    private TestGateway start(String... settings) {
        return TestGateway.start(data, transport(), settings);
    }

    @Test
    void who_reads_nothing_is_closed_with_4413_and_resumes_without_loss() {
        try (var gateway = start("connection.outbox-bytes-max=64KiB")) {
            String ana = gateway.customer("ana", "en");
            long last = talk(gateway, ana);
            var seen = new TreeMap<Long, String>();
            try (RawPeer slow = greeted(gateway, ana, SMALL_BUFFER)) {
                askForHistories(slow);
                await(gateway, "switchboard_sockets_evicted_total{code=\"4413\"} 1");
                var frame = slow.next().orElseThrow();
                while (frame.opcode() != RawPeer.CLOSE) {
                    note(seen, frame);
                    frame = slow.next().orElseThrow();
                }
                assertThat(frame.closeCode()).isEqualTo(4413);
            }
            long after = 3;
            seen.tailMap(after, false).clear();
            try (Peer again =
                    Peer.open(gateway.port(), "/chat", ana, new JsonObject().put("after", after))) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                again.next("said", f -> f.getLong("seq") == last);
                again.all("said").forEach(f -> assertThat(seen.put(seq(f), text(f))).isNull());
            }
            assertThat(seen.values().stream().filter(t -> t.startsWith("word "))).hasSize(ENTRIES);
        }
    }

    /// It is written in one go, by whichever event loop; what waits is counted once it could leave.
    @Test
    void who_reads_is_shown_a_history_longer_than_the_bound() {
        try (var gateway = start("connection.outbox-bytes-max=64KiB")) {
            String ana = gateway.customer("ana", "en");
            long last = talk(gateway, ana);
            for (int i = 0; i < READERS; i++) {
                try (Peer reader = Peer.open(gateway.port(), "/chat", ana)) {
                    reader.next("said", f -> f.getLong("seq") == last);
                }
            }
        }
    }

    @Test
    void who_reads_nothing_even_then_is_cut() {
        try (var gateway =
                start("connection.outbox-bytes-max=64KiB", "connection.close-timeout=1s")) {
            String ana = gateway.customer("ana", "en");
            talk(gateway, ana);
            try (RawPeer slow = greeted(gateway, ana, SMALL_BUFFER)) {
                askForHistories(slow);
                await(gateway, "switchboard_sockets_evicted_total{code=\"4413\"} 1");
                await(gateway, "switchboard_sockets_customers 0");
            }
        }
    }

    @Test
    void an_agent_is_handed_a_conversation_longer_than_the_bound() {
        try (var gateway = start("connection.outbox-bytes-max=16KiB")) {
            String ada = gateway.agent("ada", 1, "en");
            try (Peer agent = Peer.open(gateway.port(), "/seat", ada);
                    Peer customer =
                            Peer.open(gateway.port(), "/chat", gateway.customer("ana", "en"))) {
                agent.send("presence", "state", "available");
                customer.send("human", "id", "h");
                for (int i = 0; i < 4; i++) {
                    customer.send("say", "id", "m" + i, "text", "word " + "x".repeat(ENTRY_CHARS));
                    customer.next("accepted", f -> f.getString("id").startsWith("m"));
                }
                agent.send("accept", "offer", agent.next("offer").getString("offer"));
                agent.next("assigned");
                agent.cut();
                try (Peer again = Peer.open(gateway.port(), "/seat", ada)) {
                    assertThat(again.next("assigned").encode()).contains("word x");
                    again.send("ping");
                    again.next("pong");
                }
            }
        }
    }

    @Test
    void who_answers_no_ping_is_gone_after_two_beats_and_so_is_the_seat() {
        try (var gateway = start("connection.heartbeat=1s");
                RawPeer silent = RawPeer.connect(gateway.port())) {
            silent.handshake("/seat", gateway.agent("ada", 1, "en"));
            silent.text(HELLO);
            assertThat(silent.nextText("welcome")).isPresent();
            silent.awaitEnd();
            await(gateway, "switchboard_sockets_seats 0");
            await(gateway, "switchboard_sockets_evicted_total{code=\"none\"} 1");
        }
    }

    @Test
    void a_frame_too_large_is_told_and_one_far_too_large_ends_the_connection() {
        try (var gateway = start()) {
            String ana = gateway.customer("ana", "en");
            try (RawPeer peer = greeted(gateway, ana, 0)) {
                peer.text("x".repeat(17 * 1024));
                assertThat(peer.nextText("too-large")).isPresent();
                peer.text(PING);
                assertThat(peer.nextText("pong")).isPresent();
                peer.text("x".repeat(65 * 1024));
                assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1009);
                peer.awaitEnd();
            }
            try (RawPeer peer = greeted(gateway, ana, 0)) {
                byte[] piece = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
                peer.send(RawPeer.frame(RawPeer.TEXT, false, piece));
                for (int i = 0; i < 4; i++) {
                    peer.send(RawPeer.frame(RawPeer.CONTINUATION, false, piece));
                }
                assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1009);
            }
            try (RawPeer peer = greeted(gateway, ana, 0)) {
                int reserved = 3;
                peer.send(RawPeer.frame(reserved, true, new byte[0]));
                assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1002);
            }
        }
    }

    @Test
    void a_flood_of_pings_or_of_fragments_ends_the_connection() {
        try (var gateway = start("connection.loose-frames-per-second-max=20")) {
            String ana = gateway.customer("ana", "en");
            for (int opcode : new int[] {RawPeer.PING, RawPeer.PONG, RawPeer.CONTINUATION}) {
                try (RawPeer peer = greeted(gateway, ana, 0)) {
                    if (opcode == RawPeer.CONTINUATION) {
                        peer.send(RawPeer.frame(RawPeer.TEXT, false, new byte[] {'x'}));
                    }
                    byte[] frame =
                            RawPeer.frame(opcode, opcode != RawPeer.CONTINUATION, new byte[0]);
                    for (int i = 0; i < 40; i++) {
                        peer.send(frame);
                    }
                    assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1008);
                }
            }
        }
    }

    @Test
    void who_sends_on_and_on_in_spite_of_too_many_is_sent_away() {
        try (var gateway =
                        start(
                                "connection.frames-burst-max=5",
                                "connection.frames-per-second-max=1",
                                "connection.too-many-per-minute-max=3");
                RawPeer peer = greeted(gateway, gateway.customer("ana", "en"), 0)) {
            for (int i = 0; i < 20; i++) {
                peer.text("{'type':'say','id':'m%d','text':'x'}".formatted(i).replace('\'', '"'));
            }
            assertThat(peer.nextText("too-many").orElseThrow().text())
                    .contains("retryAfter")
                    .contains("\"id\":\"m");
            assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode()).isEqualTo(1008);
            await(gateway, "switchboard_frames_toomany_total{scope=\"connection\"} 4");
        }
    }

    @Test
    void the_sockets_of_a_person_are_counted_and_share_what_they_may_send() {
        try (var gateway =
                        start(
                                "connection.sockets-per-person-max=2",
                                "connection.person-frames-per-second-max=1");
                RawPeer one = greeted(gateway, gateway.customer("ana", "en"), 0);
                RawPeer other = greeted(gateway, gateway.customer("ana", "en"), 0);
                RawPeer third = RawPeer.connect(gateway.port());
                RawPeer ben = greeted(gateway, gateway.customer("ben", "en"), 0)) {
            RawPeer.Answer refused = third.handshake("/chat", gateway.customer("ana", "en"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.retryAfter()).isPresent();
            for (int i = 0; i < 3; i++) {
                one.text(PING);
            }
            assertThat(one.nextText("too-many").orElseThrow().text()).contains("one person");
            other.text(PING);
            other.text(PING);
            assertThat(other.nextText("too-many").orElseThrow().text()).contains("one person");
            ben.text(PING);
            assertThat(ben.nextText("\"").orElseThrow().text()).contains("pong");
        }
    }

    @Test
    void the_sockets_of_an_address_are_counted_as_a_trusted_proxy_names_it() {
        try (var gateway =
                start(
                        "connection.sockets-per-address-max=1",
                        "connection.trusted-proxies=127.0.0.0/8")) {
            String ana = gateway.customer("ana", "en");
            String header = "X-Forwarded-For: ";
            try (RawPeer one = RawPeer.connect(gateway.port());
                    RawPeer same = RawPeer.connect(gateway.port());
                    RawPeer other = RawPeer.connect(gateway.port())) {
                assertThat(one.handshake("/chat", ana, header + "203.0.113.7").status())
                        .isEqualTo(101);
                RawPeer.Answer refused =
                        same.handshake("/chat", ana, header + "198.51.100.1, 203.0.113.7");
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.retryAfter()).isPresent();
                assertThat(other.handshake("/chat", ana, header + "203.0.113.8").status())
                        .isEqualTo(101);
            }
        }
    }

    @Test
    void an_address_that_sends_too_much_is_told_and_its_handshakes_count() {
        try (var gateway =
                start(
                        "connection.address-frames-per-second-max=1",
                        "connection.trusted-proxies=127.0.0.0/8")) {
            String ana = gateway.customer("ana", "en");
            try (RawPeer one = RawPeer.connect(gateway.port())) {
                one.handshake("/chat", ana, "X-Forwarded-For: 203.0.113.7");
                for (int i = 0; i < 5; i++) {
                    one.text(PING);
                }
                assertThat(one.nextText("too-many").orElseThrow().text()).contains("one address");
                RawPeer.Answer answer = handshakeFrom(gateway, "203.0.113.7");
                while (answer.status() == 401) {
                    answer = handshakeFrom(gateway, "203.0.113.7");
                }
                assertThat(answer.status()).isEqualTo(429);
                assertThat(handshakeFrom(gateway, "203.0.113.8").status()).isEqualTo(401);
            }
        }
    }

    private static RawPeer.Answer handshakeFrom(TestGateway gateway, String address) {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            return peer.handshake("/chat", "nonsense", "X-Forwarded-For: " + address);
        }
    }

    @Test
    void a_connection_that_sends_no_whole_request_ends() {
        try (var gateway = start("connection.handshake-timeout=1s");
                RawPeer silent = RawPeer.connect(gateway.port());
                RawPeer half = RawPeer.connect(gateway.port());
                RawPeer bodiless = RawPeer.connect(gateway.port());
                RawPeer idle = RawPeer.connect(gateway.port());
                Peer talking = Peer.open(gateway.port(), "/chat", gateway.customer("ana", "en"))) {
            half.send("GET /chat HTTP/1.1\r\nHost: local");
            bodiless.send(
                    "GET /chat HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Content-Length: 5\r\nSec-WebSocket-Protocol: switchboard.v1, bearer."
                            + gateway.customer("ben", "en")
                            + "\r\n\r\n");
            idle.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            silent.awaitEnd();
            half.awaitEnd();
            bodiless.awaitEnd();
            idle.awaitEnd();
            talking.send("ping");
            talking.next("pong");
            await(gateway, "switchboard_handshakes_inflight 0");
        }
    }

    @Test
    void silent_connections_do_not_keep_others_out() {
        try (var gateway = start("connection.http-connections-max=2")) {
            var silent = new RawPeer[20];
            for (int i = 0; i < silent.length; i++) {
                silent[i] = RawPeer.connect(gateway.port());
            }
            silent[0].awaitEnd();
            try (RawPeer asks = RawPeer.connect(gateway.port())) {
                assertThat(asks.handshake("/chat", gateway.customer("ana", "en")).status())
                        .isEqualTo(101);
            }
            for (RawPeer peer : silent) {
                peer.close();
            }
        }
    }

    private static RawPeer greeted(TestGateway gateway, String token, int receiveBytes) {
        RawPeer peer = RawPeer.connect(gateway.port(), receiveBytes);
        peer.handshake("/chat", token);
        peer.text(HELLO);
        assertThat(peer.nextText("welcome")).isPresent();
        return peer;
    }

    /// Makes a long history.
    ///
    /// @return its newest entry
    private static long talk(TestGateway gateway, String token) {
        try (Peer peer = Peer.open(gateway.port(), "/chat", token)) {
            peer.send("human", "id", "h");
            peer.next("accepted");
            long last = 0;
            for (int i = 0; i < ENTRIES; i++) {
                peer.send("say", "id", "m" + i, "text", "word " + "x".repeat(ENTRY_CHARS) + i);
                last = peer.next("accepted").getLong("seq");
            }
            return last;
        }
    }

    private static void askForHistories(RawPeer peer) {
        for (int i = 0; i < HELLOS; i++) {
            peer.text(HELLO);
        }
    }

    private static void note(TreeMap<Long, String> seen, RawPeer.Frame frame) {
        if (frame.opcode() == RawPeer.TEXT && frame.text().contains("\"said\"")) {
            var said = new JsonObject(frame.text());
            seen.put(seq(said), text(said));
        }
    }

    private static long seq(JsonObject said) {
        return said.getLong("seq");
    }

    private static String text(JsonObject said) {
        return said.getString("text");
    }

    /// Asks for the node's figures until they contain this.
    private static void await(TestGateway gateway, String figure) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        String metrics = gateway.get("/metrics").body();
        while (!metrics.contains(figure)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + figure + ": " + metrics);
            }
            metrics = gateway.get("/metrics").body();
        }
    }
}
