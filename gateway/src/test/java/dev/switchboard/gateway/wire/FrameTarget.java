package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchboard.gateway.wire.ServerFrame.From;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What must hold of the codec whatever comes in. Also what Jazzer is to find an exception to.
public final class FrameTarget {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final int MESSAGE_MAX = 160;
    private static final int ERROR_BYTES_MAX = 1024;

    private FrameTarget() {}

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] frame) {
        requireAnswered(frame);
        requireTold(new String(frame, UTF_8));
    }

    /// Decoding ends in a frame, which is JSON of a type then, or in a complaint that can be sent.
    ///
    /// @return how many of the two decoders took it
    static int requireAnswered(byte[] frame) {
        String text = new String(frame, UTF_8);
        Optional<String> id = FrameCodec.id(text);
        return requireAnswered(frame, id, FrameCodec.customer(frame), FrameCodec.customer(text))
                + requireAnswered(frame, id, FrameCodec.agent(frame), FrameCodec.agent(text));
    }

    private static int requireAnswered(
            byte[] frame, Optional<String> id, Decoded<?> decoded, Decoded<?> ofText) {
        return switch (decoded) {
            case Decoded.Ok<?>(Object it) -> {
                require(decoded.equals(ofText), "is another frame as text", frame);
                require(it.toString().indexOf('\0') < 0, "has a zero in it", frame);
                JsonNode json = read(frame);
                require(json.isObject() && json.path("type").isTextual(), "has no type", frame);
                yield 1;
            }
            case Decoded.Bad<?>(String code, String message, Optional<String> of) -> {
                require(message.contains(": expected "), "is not explained", frame);
                require(message.length() < MESSAGE_MAX, "is explained at length", frame);
                require(of.isEmpty() || of.equals(id), "has another id", frame);
                byte[] error =
                        FrameCodec.encode(
                                new ServerFrame.Error(code, message, of, OptionalInt.empty()));
                require(error.length < ERROR_BYTES_MAX, "has a long answer", frame);
                require(read(error).path("message").asText().equals(message), "garbled", frame);
                yield 0;
            }
        };
    }

    /// What one says, another is told, but for halves of surrogate pairs.
    private static void requireTold(String text) {
        var said =
                new ServerFrame.Said(
                        Optional.empty(),
                        1,
                        Optional.of("m"),
                        new From("customer", Optional.empty()),
                        text,
                        "en",
                        Instant.EPOCH,
                        Optional.empty(),
                        false);
        byte[] told = FrameCodec.encode(said);
        require(read(told).path("text").asText().equals(text), "is told otherwise", told);
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + new String(json, UTF_8), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String otherwise, byte[] frame) {
        if (!holds) {
            throw new AssertionError(otherwise + ": " + new String(frame, UTF_8));
        }
    }
}
