package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.function.Function;

/// Between the bytes of a text frame and the frame they mean. Stateless; every method may be called
/// from any thread. How large a frame may be is the connection's to bound, before it comes here.
///
/// Whatever comes, decoding ends in [Decoded.Ok] or [Decoded.Bad] and never throws.
public final class FrameCodec {

    private FrameCodec() {}

    /// Decodes the UTF-8 of a customer's frame.
    public static Decoded<CustomerFrame> customer(byte[] utf8) {
        return decoded(utf8, FrameCodec::customer);
    }

    /// Decodes a customer's frame.
    public static Decoded<CustomerFrame> customer(String json) {
        return CustomerFrames.decode(fields(json));
    }

    /// Decodes the UTF-8 of an agent's frame.
    public static Decoded<AgentFrame> agent(byte[] utf8) {
        return decoded(utf8, FrameCodec::agent);
    }

    /// Decodes an agent's frame.
    public static Decoded<AgentFrame> agent(String json) {
        return AgentFrames.decode(fields(json));
    }

    /// The id of a frame that is not taken, so that its sender knows what to send again.
    public static Optional<String> id(String json) {
        return fields(json).idIfReadable();
    }

    /// The UTF-8 of a frame: encoded once, sent to however many. It may be kept and shared, and
    /// nobody may write to it.
    ///
    /// Half a surrogate pair becomes U+FFFD, so whoever cuts a text must not cut there.
    public static byte[] encode(ServerFrame frame) {
        return FrameWriter.write(frame);
    }

    private static Fields fields(String json) {
        JsonReader read = new JsonReader(json);
        return new Fields(read.values(), read.fault());
    }

    private static <F> Decoded<F> decoded(byte[] utf8, Function<String, Decoded<F>> decode) {
        String json = new String(utf8, UTF_8);
        // A replacement character may have been sent as one, so its presence is only a suspicion.
        return json.indexOf('\uFFFD') >= 0 && !isUtf8(utf8)
                ? new Decoded.Bad<>(
                        ErrorCode.BAD_FRAME.code(),
                        "frame: expected UTF-8, got other bytes",
                        Optional.empty())
                : decode.apply(json);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
