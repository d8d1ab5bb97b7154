package dev.switchboard.gateway.connection;

import io.netty.buffer.ByteBuf;

/// Whether bytes that come in pieces are UTF-8 (RFC 3629: neither overlong forms nor surrogates). A
/// number between the pieces is all that is kept.
final class Utf8 {

    /// All that came were whole characters.
    static final int WHOLE = 0;

    /// What came is no UTF-8, whatever follows.
    static final int BROKEN = -1;

    private static final int ASCII_MAX = 0x7f;
    private static final int REST_MIN = 0x80;
    private static final int REST_MAX = 0xbf;

    private Utf8() {}

    /// Reads on; the bytes stay as they are.
    ///
    /// @param state [#WHOLE] at the beginning, or what the piece before came to
    /// @return [#WHOLE], [#BROKEN], or a state within a character
    static int after(int state, ByteBuf piece) {
        int now = state;
        for (int i = piece.readerIndex(); i < piece.writerIndex() && now != BROKEN; i++) {
            int next = piece.getByte(i) & 0xff;
            if (now == WHOLE) {
                now = next <= ASCII_MAX ? WHOLE : begun(next);
            } else if (next < least(now) || next > most(now)) {
                now = BROKEN;
            } else {
                now = left(now) == 1 ? WHOLE : within(left(now) - 1, REST_MIN, REST_MAX);
            }
        }
        return now;
    }

    /// The second byte alone may be bounded further than those after it.
    private static int begun(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return within(1, REST_MIN, REST_MAX);
        }
        if (first >= 0xe0 && first <= 0xef) {
            return within(2, first == 0xe0 ? 0xa0 : REST_MIN, first == 0xed ? 0x9f : REST_MAX);
        }
        if (first >= 0xf0 && first <= 0xf4) {
            return within(3, first == 0xf0 ? 0x90 : REST_MIN, first == 0xf4 ? 0x8f : REST_MAX);
        }
        return BROKEN;
    }

    /// So many more bytes, the next of them within these bounds.
    private static int within(int left, int least, int most) {
        return (left << 16) | (least << 8) | most;
    }

    private static int left(int state) {
        return state >> 16;
    }

    private static int least(int state) {
        return (state >> 8) & 0xff;
    }

    private static int most(int state) {
        return state & 0xff;
    }
}
