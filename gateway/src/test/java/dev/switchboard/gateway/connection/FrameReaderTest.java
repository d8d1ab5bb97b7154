package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.kit.RawPeer;
import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read out of a client's bytes.
class FrameReaderTest {

    private static final int BYTES_MAX = 70_000;
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final Heard heard = new Heard();
    private final FrameReader reader = new FrameReader(BYTES_MAX);

    private static final class Heard implements FrameReader.Sink {
        private final List<String> log = new ArrayList<>();
        private boolean deaf;

        @Override
        public boolean comes(boolean loose) {
            if (!deaf) {
                log.add(loose ? "loose" : "whole");
            }
            return !deaf;
        }

        @Override
        public void text(String text) {
            log.add("text " + text);
        }

        @Override
        public void ping(byte[] payload) {
            log.add("ping " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void farewell(OptionalInt code) {
            log.add("farewell " + code.orElse(0));
        }

        @Override
        public void unreadable(CloseCode why, String reason) {
            log.add("unreadable " + why);
            deaf = true;
        }
    }

    @AfterEach
    void nothing_is_held_when_it_is_over() {
        reader.release();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private void comes(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        reader.read(in, allocator, heard);
        in.release();
    }

    private static byte[] text(String text) {
        return RawPeer.frame(RawPeer.TEXT, true, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] all(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void what_was_masked_is_read_whatever_its_length() {
        var random = new SplittableRandom(1);
        for (int length : new int[] {0, 1, 2, 3, 7, 8, 9, 125, 126, 65_535, 65_536}) {
            var characters = new char[length];
            for (int i = 0; i < length; i++) {
                characters[i] = (char) random.nextInt('a', 'z');
            }
            String text = new String(characters);
            comes(masked(text(text), random.nextInt()));
            assertThat(heard.log.getLast()).isEqualTo("text " + text);
        }
    }

    /// The same frame under another mask than zeros.
    private static byte[] masked(byte[] frame, int mask) {
        int length = frame[1] & 0x7f;
        int header = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
        for (int i = 0; i < 4; i++) {
            frame[header + i] = (byte) (mask >>> (24 - 8 * i));
        }
        for (int i = header + 4; i < frame.length; i++) {
            frame[i] ^= (byte) (mask >>> (24 - 8 * ((i - header) & 3)));
        }
        return frame;
    }

    @Test
    void however_the_bytes_are_cut_the_same_is_read() {
        byte[] bytes =
                all(
                        text("åäö"),
                        RawPeer.frame(RawPeer.PING, true, utf8("p")),
                        RawPeer.frame(RawPeer.TEXT, false, utf8("a")),
                        RawPeer.frame(RawPeer.PONG, true, utf8("")),
                        RawPeer.frame(RawPeer.CONTINUATION, false, utf8("b".repeat(300))),
                        RawPeer.frame(RawPeer.CONTINUATION, true, utf8("c")),
                        RawPeer.frame(RawPeer.CLOSE, true, new byte[] {3, (byte) 0xe8, 'x'}));
        comes(bytes);
        var whole = List.copyOf(heard.log);
        assertThat(whole)
                .containsExactly(
                        "whole",
                        "text åäö",
                        "loose",
                        "ping p",
                        "loose",
                        "loose",
                        "loose",
                        "loose",
                        "text a" + "b".repeat(300) + "c",
                        "farewell 1000");
        for (int step : new int[] {1, 2, 3, 5, 64}) {
            var other = new FrameReader(BYTES_MAX);
            heard.log.clear();
            for (int at = 0; at < bytes.length; at += step) {
                byte[] some = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
                other.read(Unpooled.wrappedBuffer(some), allocator, heard);
            }
            assertThat(heard.log).as("in pieces of %d", step).isEqualTo(whole);
            assertThat(allocator.metric().usedDirectMemory()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // reserved bits; opcodes that mean nothing; no mask
        "C1 80, PROTOCOL",
        "A1 80, PROTOCOL",
        "91 80, PROTOCOL",
        "83 80, PROTOCOL",
        "8B 80, PROTOCOL",
        "81 01, PROTOCOL",
        // a control frame in pieces, and one that is too long
        "09 80, PROTOCOL",
        "89 FE, PROTOCOL",
        // a piece of nothing
        "80 80, PROTOCOL",
        // a length in more bytes than it needs, and one below zero
        "81 FE 00 7D, PROTOCOL",
        "81 FF 00 00 00 00 00 00 FF FF, PROTOCOL",
        "81 FF 80 00 00 00 00 00 00 00, PROTOCOL",
        // a byte too many, and very many
        "81 FF 00 00 00 00 00 01 11 71 00 00 00 00, TOO_LARGE",
        "81 FF 7F FF FF FF FF FF FF FF 00 00 00 00, TOO_LARGE",
        "82 80 00 00 00 00, BINARY",
        // half a code; codes that may not be sent; a reason that is no text
        "88 81 00 00 00 00 03, PROTOCOL",
        "88 82 00 00 00 00 03 E7, PROTOCOL",
        "88 82 00 00 00 00 03 EC, PROTOCOL",
        "88 82 00 00 00 00 03 ED, PROTOCOL",
        "88 82 00 00 00 00 03 EE, PROTOCOL",
        "88 82 00 00 00 00 07 D0, PROTOCOL",
        "88 82 00 00 00 00 13 88, PROTOCOL",
        "88 83 00 00 00 00 03 E8 FF, TEXT",
        // no text; a surrogate; more than a character has
        "81 81 00 00 00 00 FF, TEXT",
        "81 83 00 00 00 00 ED A0 80, TEXT",
        "81 84 00 00 00 00 F4 90 80 80, TEXT"
    })
    void what_is_no_frame_or_none_that_is_taken_is_said_once(String hex, CloseCode why) {
        comes(all(bytes(hex), text("more")));
        assertThat(heard.log).last().isEqualTo("unreadable " + why);
        comes(text("and more"));
        assertThat(heard.log).last().isEqualTo("unreadable " + why);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    @Test
    void a_farewell_is_heard_after_a_frame_that_is_not_taken() {
        comes(RawPeer.frame(RawPeer.TEXT, true, new byte[] {(byte) 0xFF}));
        assertThat(reader.isOver()).isFalse();
        comes(RawPeer.frame(RawPeer.CLOSE, true, new byte[] {0x03, (byte) 0xEF}));
        assertThat(heard.log).containsExactly("whole", "unreadable TEXT", "farewell 1007");
        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void a_message_does_not_begin_within_another() {
        comes(RawPeer.frame(RawPeer.TEXT, false, utf8("a")));
        comes(text("b"));
        assertThat(heard.log).containsExactly("loose", "unreadable PROTOCOL");
    }

    @Test
    void pieces_do_not_come_to_more_than_a_message_may_have() {
        comes(RawPeer.frame(RawPeer.TEXT, false, new byte[BYTES_MAX]));
        comes(RawPeer.frame(RawPeer.CONTINUATION, false, new byte[0]));
        assertThat(heard.log).containsExactly("loose", "loose");
        comes(RawPeer.frame(RawPeer.CONTINUATION, false, new byte[1]));
        assertThat(heard.log).last().isEqualTo("unreadable TOO_LARGE");
    }

    @Test
    void a_character_may_be_cut_between_two_pieces() {
        byte[] bytes = utf8("ö");
        comes(RawPeer.frame(RawPeer.TEXT, false, Arrays.copyOf(bytes, 1)));
        comes(RawPeer.frame(RawPeer.CONTINUATION, true, Arrays.copyOfRange(bytes, 1, 2)));
        assertThat(heard.log).last().isEqualTo("text ö");
    }

    @Test
    void what_stands_for_unreadable_text_may_be_sent() {
        comes(text("a \uFFFD b"));
        assertThat(heard.log).last().isEqualTo("text a \uFFFD b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1014, 3000, 4999})
    void a_code_that_may_be_sent_is_heard(int code) {
        byte[] payload = {(byte) (code >> 8), (byte) code};
        comes(RawPeer.frame(RawPeer.CLOSE, true, payload));
        assertThat(heard.log).containsExactly("farewell " + code);
    }

    @Test
    void a_farewell_needs_no_code() {
        comes(RawPeer.frame(RawPeer.CLOSE, true, new byte[0]));
        assertThat(heard.log).containsExactly("farewell 0");
    }

    @Test
    void what_is_not_to_be_read_is_passed_over() {
        heard.deaf = true;
        comes(all(text("a"), RawPeer.frame(RawPeer.PING, true, utf8("b"))));
        heard.deaf = false;
        comes(text("c"));
        assertThat(heard.log).containsExactly("whole", "text c");
    }

    @Test
    void a_length_that_is_only_claimed_costs_nothing() {
        byte[] frame = {(byte) FINAL_TEXT, (byte) (MASKED | 127), 0, 0, 0, 0, 0, 1, 0, 0};
        comes(frame);
        assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(64);
    }
}
