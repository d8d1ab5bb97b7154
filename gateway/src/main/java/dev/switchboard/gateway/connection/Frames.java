package dev.switchboard.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// WebSocket frames as bytes, as a server writes them (RFC 6455, 5.2): never masked, never in
/// pieces.
final class Frames {

    static final int FIN = 0x80;
    static final int RESERVED = 0x70;
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /// Opcodes from here on are of control frames.
    static final int CONTROL = 0x8;

    /// In the second byte.
    static final int MASKED = 0x80;

    static final int LENGTH_MASK = 0x7F;
    static final int LENGTH_SHORT_MAX = 125;
    static final int LENGTH_16 = 126;
    static final int LENGTH_16_MAX = 0xFFFF;
    static final int LENGTH_64 = 127;

    private static final int HEADER_MAX = 10;
    private static final ByteBuf EMPTY_PING =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(2).writeByte(FIN | PING).writeByte(0).asReadOnly());

    private Frames() {}

    /// To be written once; all of them share their bytes.
    static ByteBuf ping() {
        return EMPTY_PING.duplicate();
    }

    static ByteBuf text(ByteBufAllocator allocator, byte[] utf8) {
        return header(allocator, TEXT, utf8.length).writeBytes(utf8);
    }

    /// @param payload its readable bytes, which are taken out of it
    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        return header(allocator, PONG, payload.readableBytes()).writeBytes(payload);
    }

    static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        byte[] why = reason.getBytes(StandardCharsets.US_ASCII);
        return header(allocator, CLOSE, why.length + 2).writeShort(code).writeBytes(why);
    }

    /// The answer to one without a code.
    static ByteBuf close(ByteBufAllocator allocator) {
        return header(allocator, CLOSE, 0);
    }

    private static ByteBuf header(ByteBufAllocator allocator, int opcode, int length) {
        ByteBuf frame = allocator.directBuffer(HEADER_MAX + length).writeByte(FIN | opcode);
        if (length <= LENGTH_SHORT_MAX) {
            return frame.writeByte(length);
        }
        return length <= LENGTH_16_MAX
                ? frame.writeByte(LENGTH_16).writeShort(length)
                : frame.writeByte(LENGTH_64).writeLong(length);
    }
}
