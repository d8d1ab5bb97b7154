package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in, decoding ends in a frame or in a complaint that can be sent back.
class FrameFuzzTest {

    private static final Path HARD = Path.of("src", "test", "resources", "frames.txt");
    private static final int FRAMES = 2_000;
    private static final List<byte[]> GOOD = goodFrames();
    static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "\\",
                    "null",
                    "true",
                    "-1",
                    "1e9",
                    "0.5",
                    "99999999999999999999",
                    "\\u0000",
                    "\\ud800",
                    "\uFFFD",
                    "\u2028",
                    " ",
                    "{}",
                    "\"type\":",
                    "\"id\":",
                    "\"to\":{",
                    "\"tags\":[",
                    "//",
                    "'",
                    "NaN",
                    "\0");

    @Test
    void what_once_was_hard_is_answered() {
        assertThat(known()).hasSizeGreaterThan(GOOD.size());
        known().forEach(FrameTarget::fuzzerTestOneInput);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_bytes_are_answered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = new byte[random.nextInt(64)];
            random.nextBytes(frame);
            if (frame.length > 0 && random.nextBoolean()) {
                frame[0] = '{';
            }
            requireAnswered(seed, frame);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void good_frames_gone_wrong_are_answered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int taken = 0;
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = GOOD.get(random.nextInt(GOOD.size())).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                frame = changed(frame, random);
            }
            taken += requireAnswered(seed, frame);
        }
        assertThat(taken).as("some must still be good").isBetween(FRAMES / 40, 2 * FRAMES);
    }

    private static byte[] changed(byte[] frame, SplittableRandom random) {
        int at = random.nextInt(frame.length + 1);
        int to = Math.min(frame.length, at + random.nextInt(6));
        return switch (random.nextInt(5)) {
            case 0 -> spliced(frame, at, to, new byte[0]);
            case 1 -> spliced(frame, at, to, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(frame, at, at, piece(random));
            case 3 -> spliced(frame, at, to, piece(random));
            default -> spliced(frame, at, at, GOOD.get(random.nextInt(GOOD.size())));
        };
    }

    private static byte[] piece(SplittableRandom random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
    }

    private static byte[] spliced(byte[] frame, int from, int to, byte[] piece) {
        byte[] result = new byte[from + piece.length + frame.length - to];
        System.arraycopy(frame, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(frame, to, result, from + piece.length, frame.length - to);
        return result;
    }

    /// How many of the two decoders took it.
    private static int requireAnswered(long seed, byte[] frame) {
        try {
            return FrameTarget.requireAnswered(frame);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + new String(frame, UTF_8), e);
        }
    }

    /// Frames that once were hard, and those of the protocol's document.
    static List<byte[]> known() {
        var known = new ArrayList<>(GOOD);
        try {
            Files.readAllLines(HARD).stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .forEach(known::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    private static List<byte[]> goodFrames() {
        AsyncApi document = new AsyncApi();
        List<byte[]> frames = new ArrayList<>();
        Stream.of("fromCustomer", "fromAgent")
                .flatMap(operation -> document.messages(operation).values().stream())
                .flatMap(message -> message.examples().stream())
                .map(JsonNode::toString)
                .forEach(json -> frames.add(json.getBytes(UTF_8)));
        return frames;
    }
}
