package switchboard.load.holder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A client's side of WebSocket (RFC 6455), down to its bytes: Netty's own codecs cost each session
/// more memory than all the rest of it.
public final class WebSocketBytes {

    public static final int TEXT = 0x1;
    public static final int CONTINUATION = 0x0;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    private static final int PONG = 0xA;
    public static final int NO_CODE = 1005;

    private static final int MASKED = 0x80;
    private static final int FINAL = 0x80;

    private WebSocketBytes() {}

    /// One frame of the server's.
    ///
    /// @param payload a slice of what it was read from
    public record Frame(int opcode, boolean isFinal, ByteBuf payload) {

        public String text() {
            return payload.toString(StandardCharsets.UTF_8);
        }

        /// Of a close frame; 1005 where it has none.
        public int closeCode() {
            return payload.readableBytes() < 2
                    ? NO_CODE
                    : payload.getUnsignedShort(payload.readerIndex());
        }
    }

    /// The server's answer to a handshake.
    ///
    /// @param retryAfterSeconds 0 where it names none
    public record Answer(int status, int retryAfterSeconds) {}

    /// The request that asks for a socket.
    public static String handshake(String authority, String path, String token) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + authority
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade"
                + "\r\nSec-WebSocket-Key: aG9sZHMgbWFueSBvZiB1cw=="
                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: switchboard.v1"
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n";
    }

    /// Takes the answer's head off the front; empty, and nothing taken, while it is not all there.
    public static Optional<Answer> answer(ByteBuf in) {
        int length = headBytes(in);
        if (length < 0) {
            return Optional.empty();
        }
        String[] lines =
                in.readCharSequence(length, StandardCharsets.US_ASCII).toString().split("\r\n", -1);
        int retryAfter = 0;
        for (String line : lines) {
            if (line.regionMatches(true, 0, "retry-after:", 0, 12)) {
                retryAfter = Integer.parseInt(line.substring(12).strip());
            }
        }
        return Optional.of(new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), retryAfter));
    }

    private static int headBytes(ByteBuf in) {
        for (int i = in.readerIndex(); i + 3 < in.writerIndex(); i++) {
            if (in.getInt(i) == 0x0d0a0d0a) {
                return i + 4 - in.readerIndex();
            }
        }
        return -1;
    }

    /// Takes the next frame off the front; empty, and nothing taken, while it is not all there.
    public static Optional<Frame> frame(ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < 2) {
            return Optional.empty();
        }
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (in.readableBytes() < more) {
            in.readerIndex(start);
            return Optional.empty();
        }
        length = more == 2 ? in.readUnsignedShort() : more == 8 ? in.readLong() : length;
        if (in.readableBytes() < length) {
            in.readerIndex(start);
            return Optional.empty();
        }
        return Optional.of(
                new Frame(
                        first & 0x0f, (first & FINAL) != 0, in.readSlice(Math.toIntExact(length))));
    }

    public static ByteBuf text(ByteBufAllocator allocator, String text) {
        return masked(allocator, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The answer to a ping.
    public static ByteBuf pong(ByteBufAllocator allocator, Frame ping) {
        return masked(allocator, PONG, ByteBufUtil.getBytes(ping.payload()));
    }

    /// A close frame that says that all is said.
    public static ByteBuf close(ByteBufAllocator allocator) {
        return masked(allocator, CLOSE, new byte[] {0x03, (byte) 0xe8});
    }

    /// A frame of the client's, in one piece.
    static ByteBuf masked(ByteBufAllocator allocator, int opcode, byte[] payload) {
        ByteBuf out = allocator.buffer(payload.length + 14);
        out.writeByte(FINAL | opcode);
        if (payload.length < 126) {
            out.writeByte(MASKED | payload.length);
        } else {
            out.writeByte(MASKED | 126).writeShort(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        out.writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            out.writeByte(payload[i] ^ (mask >> (8 * (3 - (i & 3)))));
        }
        return out;
    }
}
