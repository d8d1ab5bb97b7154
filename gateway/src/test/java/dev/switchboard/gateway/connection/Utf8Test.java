package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is UTF-8 and what is not, as the JDK's own decoder has it.
class Utf8Test {

    private static final int RANDOM_TEXTS = 200_000;

    /// The bytes at which the rules change, and one of each kind between.
    private static final int[] EDGES = {
        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
        0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xfe, 0xff
    };

    @Test
    void every_character_of_up_to_two_bytes_is_judged_as_the_jdk_does() {
        for (int first = 0; first < 256; first++) {
            requireAgreed((byte) first);
            for (int second = 0; second < 256; second++) {
                requireAgreed((byte) first, (byte) second);
            }
        }
    }

    @Test
    void every_longer_character_is_judged_so_at_the_edges() {
        for (int a : EDGES) {
            for (int b : EDGES) {
                for (int c : EDGES) {
                    requireAgreed((byte) a, (byte) b, (byte) c);
                    for (int d : EDGES) {
                        requireAgreed((byte) a, (byte) b, (byte) c, (byte) d);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void so_is_any_text_wherever_it_is_cut(long seed) {
        var random = new SplittableRandom(seed);
        int good = 0;
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(4); left > 0; left--) {
                text.appendCodePoint(codePoint(random));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(bytes.length + 1);
            int half = Utf8.after(Utf8.WHOLE, Unpooled.wrappedBuffer(bytes, 0, cut));
            int whole = Utf8.after(half, Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
            assertThat(whole == Utf8.WHOLE)
                    .as("seed %d, text %d", seed, i)
                    .isEqualTo(isUtf8(bytes));
            good += whole == Utf8.WHOLE ? 1 : 0;
        }
        assertThat(good).isBetween(RANDOM_TEXTS / 2, RANDOM_TEXTS * 9 / 10);
    }

    private static int codePoint(SplittableRandom random) {
        int code = random.nextInt(1 << (7 + random.nextInt(15)));
        return Character.isValidCodePoint(code) && !isSurrogate(code) ? code : 0xfffd;
    }

    private static boolean isSurrogate(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }

    private static void requireAgreed(byte... bytes) {
        if ((Utf8.after(Utf8.WHOLE, Unpooled.wrappedBuffer(bytes)) == Utf8.WHOLE)
                != isUtf8(bytes)) {
            throw new AssertionError(HexFormat.of().formatHex(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
