package dev.switchboard.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/// How much is read from a connection at once, the same for all. Netty's own way learns a size for
/// each, which an idle one keeps 150 bytes for; this keeps 32. It must be set before the first
/// read: a connection with TLS has read its handshake when we first hear of it, and keeps Netty's.
final class Reads implements RecvByteBufAllocator {

    static final Reads ALL = new Reads();

    /// A customer's words are a few hundred bytes; longer ones come in several reads.
    private static final int BYTES = 2_048;

    /// So many before it is another connection's turn, as in Netty.
    private static final int IN_TURN_MAX = 16;

    private Reads() {}

    @Override
    @SuppressWarnings("deprecation") // the type that the interface still asks for
    public Handle newHandle() {
        return new Turn();
    }

    /// One connection's turn.
    private static final class Turn implements ExtendedHandle {
        private @Nullable ChannelConfig config;
        private int reads;
        private int bytes;
        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            return alloc.ioBuffer(BYTES);
        }

        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            reads = 0;
            bytes = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            reads += count;
        }

        @Override
        public void lastBytesRead(int count) {
            last = count;
            bytes += Math.max(0, count);
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int count) {
            attempted = count;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        /// A read that was not filled has emptied the socket.
        @Override
        public boolean continueReading() {
            return continueReading(() -> attempted == last);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return config != null
                    && config.isAutoRead()
                    && maybeMore.get()
                    && reads < IN_TURN_MAX
                    && bytes > 0;
        }

        @Override
        public void readComplete() {}
    }
}
