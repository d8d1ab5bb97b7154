package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one client out of its bytes (RFC 6455, 5.2), however those are cut. Between
/// two frames it holds nothing. After a farewell, or what is no frame, it reads no further; after a
/// frame that is not taken it does, for the peer's farewell is still to come.
final class FrameReader {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MASK_BYTES = 4;
    private static final int SHORT_HEADER = 2 + MASK_BYTES;
    private static final char REPLACEMENT = '\uFFFD';

    private final int bytesMax;

    /// The beginning of a frame whose end has not come.
    private @Nullable ByteBuf partial;

    /// The beginning of a text message whose last piece has not come.
    private @Nullable ByteArrayOutputStream message;

    private boolean over;

    /// Takes what was read.
    interface Sink {
        /// A frame has come that is no farewell.
        ///
        /// @param loose whether it is no whole message
        /// @return whether it is to be read
        boolean comes(boolean loose);

        void text(String text);

        void ping(byte[] payload);

        /// @param code nothing where the farewell has none
        void farewell(OptionalInt code);

        /// What is no frame, or none that is taken.
        void unreadable(CloseCode why, String reason);
    }

    /// @param bytesMax of a frame, and of a message in pieces
    FrameReader(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Reads what has come.
    ///
    /// @param in stays its owner's
    void read(ByteBuf in, ByteBufAllocator allocator, Sink sink) {
        if (partial != null) {
            partial.writeBytes(in);
            readFrames(partial, sink);
            if (over || !partial.isReadable()) {
                partial.release();
                partial = null;
            } else {
                partial.discardSomeReadBytes();
            }
        } else {
            readFrames(in, sink);
            if (!over && in.isReadable()) {
                // No larger than what came: a length that was only claimed costs nothing.
                partial = allocator.directBuffer(in.readableBytes()).writeBytes(in);
            }
        }
    }

    /// Gives back what it holds.
    void release() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        message = null;
    }

    /// Whether no more is read.
    boolean isOver() {
        return over;
    }

    private void readFrames(ByteBuf in, Sink sink) {
        while (!over && readFrame(in, sink)) {
            // The next one.
        }
    }

    /// @return whether there was a whole frame
    private boolean readFrame(ByteBuf in, Sink sink) {
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int at = in.readerIndex();
        int first = in.getUnsignedByte(at);
        int second = in.getUnsignedByte(at + 1);
        if (!isFrame(first, second)) {
            over = true;
            sink.unreadable(CloseCode.PROTOCOL, "no frame to be read");
            return false;
        }
        int lengthBytes = lengthBytes(second & Frames.LENGTH_MASK);
        if (available < 2 + lengthBytes) {
            return false;
        }
        long length =
                switch (lengthBytes) {
                    case 0 -> second & Frames.LENGTH_MASK;
                    case Short.BYTES -> in.getUnsignedShort(at + 2);
                    default -> in.getLong(at + 2);
                };
        if (!isShortest(length, lengthBytes)) {
            over = true;
            sink.unreadable(CloseCode.PROTOCOL, "no frame to be read");
            return false;
        }
        if (length > bytesMax) {
            over = true;
            sink.unreadable(CloseCode.TOO_LARGE, "too large a frame");
            return false;
        }
        int header = SHORT_HEADER + lengthBytes;
        if (available < header + length) {
            return false;
        }
        int mask = in.getInt(at + header - MASK_BYTES);
        in.skipBytes(header);
        byte[] payload = new byte[(int) length];
        in.readBytes(payload);
        unmask(payload, mask);
        frame(first & 0x0F, (first & Frames.FIN) != 0, payload, sink);
        return true;
    }

    /// Whether a client may send a frame that begins so, here.
    private boolean isFrame(int first, int second) {
        boolean last = (first & Frames.FIN) != 0;
        boolean begun = message != null;
        return (first & Frames.RESERVED) == 0
                && (second & Frames.MASKED) != 0
                && switch (first & 0x0F) {
                    case Frames.CONTINUATION -> begun;
                    case Frames.TEXT, Frames.BINARY -> !begun;
                    case Frames.CLOSE, Frames.PING, Frames.PONG ->
                            last && (second & Frames.LENGTH_MASK) <= Frames.LENGTH_SHORT_MAX;
                    default -> false;
                };
    }

    private static int lengthBytes(int length) {
        return switch (length) {
            case Frames.LENGTH_16 -> Short.BYTES;
            case Frames.LENGTH_64 -> Long.BYTES;
            default -> 0;
        };
    }

    /// Whether a length is none below zero, and stands in no more bytes than it needs.
    private static boolean isShortest(long length, int lengthBytes) {
        return switch (lengthBytes) {
            case 0 -> true;
            case Short.BYTES -> length > Frames.LENGTH_SHORT_MAX;
            default -> length > Frames.LENGTH_16_MAX;
        };
    }

    private void frame(int opcode, boolean last, byte[] payload, Sink sink) {
        if (opcode == Frames.CLOSE) {
            farewell(payload, sink);
        } else if (sink.comes(opcode != Frames.TEXT || !last)) {
            switch (opcode) {
                case Frames.TEXT, Frames.CONTINUATION -> piece(payload, last, sink);
                case Frames.PING -> sink.ping(payload);
                case Frames.BINARY -> sink.unreadable(CloseCode.BINARY, "text frames only");
                default -> {
                    // A pong: that it came is all it says.
                }
            }
        }
    }

    private void piece(byte[] payload, boolean last, Sink sink) {
        ByteArrayOutputStream before = message;
        if (last && before == null) {
            whole(payload, sink);
            return;
        }
        ByteArrayOutputStream pieces = before == null ? new ByteArrayOutputStream() : before;
        if (pieces.size() + payload.length > bytesMax) {
            message = null;
            sink.unreadable(CloseCode.TOO_LARGE, "too large a message");
            return;
        }
        pieces.writeBytes(payload);
        message = last ? null : pieces;
        if (last) {
            whole(pieces.toByteArray(), sink);
        }
    }

    private void whole(byte[] utf8, Sink sink) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // Looking for what was replaced is cheaper than reading twice what was well formed.
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(utf8)) {
            sink.unreadable(CloseCode.TEXT, "text is UTF-8");
        } else {
            sink.text(text);
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        return Utf8.after(Utf8.WHOLE, Unpooled.wrappedBuffer(bytes)) == Utf8.WHOLE;
    }

    private void farewell(byte[] payload, Sink sink) {
        over = true;
        if (payload.length == 0) {
            sink.farewell(OptionalInt.empty());
            return;
        }
        int code = payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!isCloseCode(code)) {
            sink.unreadable(CloseCode.PROTOCOL, "no close code");
        } else if (!isUtf8(Arrays.copyOfRange(payload, 2, payload.length))) {
            sink.unreadable(CloseCode.TEXT, "a reason is UTF-8");
        } else {
            sink.farewell(OptionalInt.of(code));
        }
    }

    /// What may stand in a close frame: RFC 6455, 7.4, and the registry it founded.
    private static boolean isCloseCode(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    private static void unmask(byte[] payload, int mask) {
        long eight = ((long) mask << Integer.SIZE) | (mask & 0xFFFF_FFFFL);
        int i = 0;
        for (; i <= payload.length - Long.BYTES; i += Long.BYTES) {
            LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ eight);
        }
        for (; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
    }
}
