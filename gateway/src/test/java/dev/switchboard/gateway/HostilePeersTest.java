package dev.switchboard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.kit.Scrape;
import dev.switchboard.gateway.kit.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Peers that mean harm, one after another, at a node where somebody talks all the while.
@Tag("conformance")
class HostilePeersTest {

    private static final String HELLO = "{\"type\":\"hello\"}";
    private static final String PING = "{\"type\":\"ping\"}";
    private static final int CROWD = 50;

    @TempDir static Path data;
    private static TestGateway gateway;
    private static Peer talking;

    private RawPeer peer;

    /// What is sent after a good beginning, and what becomes of it.
    private record Attack(String what, byte[] bytes, int closeCode) {
        Attack(String what, String hex, int closeCode) {
            this(what, HexFormat.of().parseHex(hex.replace(" ", "")), closeCode);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                new Attack("a frame of 2^63 bytes", "81 ff 8000000000000000 00000000", 1002),
                new Attack("a frame of 2^63 - 1 bytes", "81 ff 7fffffffffffffff 00000000", 1009),
                new Attack("a frame of 2^31 bytes", "81 ff 0000000080000000 00000000", 1009),
                new Attack("a binary frame of 2^40 bytes", "82 ff 0000010000000000 00000000", 1009),
                new Attack("a ping of 2^63 - 1 bytes", "89 ff 7fffffffffffffff 00000000", 1002),
                new Attack("a length in more bytes than it needs", "81 fe 0001 00000000 61", 1002),
                new Attack("a length in eight bytes for two", "81 ff 0000000000000080", 1002),
                new Attack("an unmasked frame", "81 02 7b7d", 1002),
                new Attack("an unmasked ping", "89 00", 1002),
                new Attack("an unmasked close", "88 02 03e8", 1002),
                new Attack("the first reserved bit, as of compression", "c1 80 00000000", 1002),
                new Attack("the second reserved bit", "a1 80 00000000", 1002),
                new Attack("the third reserved bit", "91 80 00000000", 1002),
                new Attack("reserved bits in a fragment", "01 81 00000000 61 f0 80 00000000", 1002),
                new Attack("a data frame that nobody knows", "83 80 00000000", 1002),
                new Attack("a control frame that nobody knows", "8b 80 00000000", 1002),
                new Attack("a fragmented ping", "09 80 00000000", 1002),
                new Attack("a fragmented close", "08 82 00000000 03e8", 1002),
                new Attack("a piece of nothing", "80 80 00000000", 1002),
                new Attack("two beginnings", "01 81 00000000 61 81 81 00000000 61", 1002),
                new Attack("a binary frame", "82 81 00000000 61", 1003),
                new Attack("a binary message in pieces", "02 81 00000000 61 80 80 00000000", 1003),
                new Attack("bytes that are no UTF-8", "81 82 00000000 c328", 1007),
                new Attack(
                        "a letter whose second half, in another piece, is none",
                        "01 81 00000000 c3 80 81 00000000 28",
                        1007),
                new Attack(
                        "a letter that ends with its message",
                        "01 81 00000000 e2 00 81 00000000 82 80 80 00000000",
                        1007),
                new Attack("half a surrogate pair", "81 83 00000000 eda080", 1007),
                new Attack("a close of one byte", "88 81 00000000 03", 1002),
                new Attack("a close with 0", "88 82 00000000 0000", 1002),
                new Attack("a close with 999", "88 82 00000000 03e7", 1002),
                new Attack("a close with 1005", "88 82 00000000 03ed", 1002),
                new Attack("a close with 1006", "88 82 00000000 03ee", 1002),
                new Attack("a close with 1015", "88 82 00000000 03f7", 1002),
                new Attack("a close with 2999", "88 82 00000000 0bb7", 1002),
                new Attack("a close with 5000", "88 82 00000000 1388", 1002),
                new Attack("a close with 65535", "88 82 00000000 ffff", 1002),
                new Attack(
                        "a close for a reason that is no UTF-8", "88 84 00000000 03e8 c328", 1007));
    }

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.start(
                        data,
                        "connection.handshake-timeout=1s",
                        "connection.loose-frames-per-second-max=2000");
        talking = Peer.open(gateway.port(), "/chat", gateway.customer("tia", "en"));
    }

    @AfterAll
    static void stop() {
        talking.close();
        gateway.close();
    }

    @BeforeEach
    void connect() {
        peer = RawPeer.connect(gateway.port());
    }

    @AfterEach
    void the_others_do_not_notice() {
        peer.close();
        talking.send("ping");
        talking.next("pong");
        awaitOne();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void what_breaks_the_protocol_ends_the_connection_with_a_code_that_says_so(Attack attack) {
        greeted();
        peer.send(attack.bytes());
        assertThat(peer.next(RawPeer.CLOSE).orElseThrow().closeCode())
                .isEqualTo(attack.closeCode());
        peer.awaitEnd();
    }

    @Test
    void a_handshake_in_drops_is_cut_however_steadily_it_drips() {
        peer.send("GET /chat HTTP/1.1\r\nX-Drip: ");
        int drops = 0;
        while (!peer.endsWithin(Duration.ofMillis(50))) {
            peer.send("a");
            drops++;
        }
        assertThat(drops).isLessThan(2_000);
    }

    @Test
    void a_body_in_drops_is_cut_too() {
        peer.send("POST /demo/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n{");
        int drops = 0;
        while (!peer.endsWithin(Duration.ofMillis(50))) {
            peer.send(" ");
            drops++;
        }
        assertThat(drops).isLessThan(2_000);
    }

    @Test
    void a_crowd_of_half_handshakes_keeps_nobody_out() {
        var crowd = new RawPeer[CROWD];
        for (int i = 0; i < CROWD; i++) {
            crowd[i] = RawPeer.connect(gateway.port());
            crowd[i].send("GET /chat HTTP/1.1\r\nHost: local");
        }
        greeted();
        for (RawPeer half : crowd) {
            half.awaitEnd();
        }
        peer.text(PING);
        assertThat(peer.nextText("pong")).isPresent();
    }

    @Test
    void who_has_stopped_sending_is_let_go_though_it_would_go_on_reading() {
        greeted();
        peer.halfClose();
        peer.awaitEnd();
    }

    @Test
    void a_message_in_segments_of_a_byte_is_a_message() {
        peer.handshake("/chat", gateway.customer("eve", "en"));
        for (byte each : RawPeer.frame(RawPeer.TEXT, true, HELLO.getBytes(UTF_8))) {
            peer.send(new byte[] {each});
        }
        assertThat(peer.nextText("welcome")).isPresent();
    }

    @Test
    void a_message_in_fragments_of_a_byte_is_a_message() {
        peer.handshake("/chat", gateway.customer("eve", "en"));
        byte[] hello = HELLO.getBytes(UTF_8);
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < hello.length; i++) {
            int opcode = i == 0 ? RawPeer.TEXT : RawPeer.CONTINUATION;
            all.writeBytes(RawPeer.frame(opcode, i == hello.length - 1, new byte[] {hello[i]}));
        }
        peer.send(all.toByteArray());
        assertThat(peer.nextText("welcome")).isPresent();
    }

    @Test
    void who_sends_on_after_the_end_is_not_listened_to() {
        greeted();
        peer.send(RawPeer.frame(RawPeer.CLOSE, true, new byte[] {3, (byte) 232}));
        try {
            for (int i = 0; i < 1_000; i++) {
                peer.text(HELLO);
            }
        } catch (UncheckedIOException _) {
            // Cut off already.
        }
        assertThat(peer.nextText("welcome")).isEmpty();
    }

    private void greeted() {
        assertThat(peer.handshake("/chat", gateway.customer("eve", "en")).status()).isEqualTo(101);
        peer.text(HELLO);
        assertThat(peer.nextText("welcome")).isPresent();
    }

    /// Waits until only who talks is there, in every figure.
    private static void awaitOne() {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (true) {
            Scrape seen = Scrape.of(gateway);
            if (seen.sum("switchboard_sockets_customers") == 1
                    && seen.sum("switchboard_sessions_open") == 1
                    && seen.sum("switchboard_handshakes_inflight") == 0) {
                return;
            }
            assertThat(System.nanoTime()).as("sockets were left over").isLessThan(deadline);
        }
    }
}
