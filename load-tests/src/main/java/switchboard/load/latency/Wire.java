package switchboard.load.latency;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import switchboard.load.holder.WebSocketBytes;

/// One socket of a client's: shakes hands, answers pings, and hands on what it is told. On its
/// event loop alone.
final class Wire extends ByteToMessageDecoder {

    /// Whom it hands on to.
    interface Peer {
        /// The handshake is over, and this is a socket.
        void opened(Wire wire);

        /// A text frame came.
        void text(Wire wire, String frame);

        /// It is over, or has never begun.
        ///
        /// @param why what the handshake was answered, the code of a close, or 0 where neither came
        void ended(int why);
    }

    private static final int SWITCHING = 101;

    private final Supplier<String> handshake;
    private final Peer peer;
    private @Nullable Channel channel;
    private boolean open;
    private int why;

    /// @param handshake what it sends first
    Wire(Supplier<String> handshake, Peer peer) {
        this.handshake = handshake;
        this.peer = peer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        String request = handshake.get();
        ByteBuf out = context.alloc().buffer(request.length());
        ByteBufUtil.writeAscii(out, request);
        write(out);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (open) {
            WebSocketBytes.frame(in).ifPresent(frame -> came(context, frame));
            return;
        }
        Optional<WebSocketBytes.Answer> answer = WebSocketBytes.answer(in);
        answer.ifPresent(a -> {
            open = a.status() == SWITCHING;
            why = open ? 0 : a.status();
            if (open) {
                peer.opened(this);
            } else {
                cut();
            }
        });
    }

    private void came(ChannelHandlerContext context, WebSocketBytes.Frame frame) {
        switch (frame.opcode()) {
            case WebSocketBytes.TEXT -> peer.text(this, frame.text());
            case WebSocketBytes.PING -> write(WebSocketBytes.pong(context.alloc(), frame));
            case WebSocketBytes.CLOSE -> {
                why = frame.closeCode();
                cut();
            }
            default -> {
                // A pong says no more than that it came, and the gateway sends nothing in pieces.
            }
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        channel = null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        channel = null;
        peer.ended(why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cut();
    }

    void send(String frame) {
        if (channel != null) {
            write(WebSocketBytes.text(channel.alloc(), frame));
        }
    }

    /// Says goodbye; the node answers, and ends it.
    void leave() {
        if (channel != null) {
            write(WebSocketBytes.close(channel.alloc()));
        }
    }

    void cut() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    private void write(ByteBuf out) {
        if (channel != null) {
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        } else {
            out.release();
        }
    }
}
