package dev.switchboard.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Looks at every frame of a socket before Vert.x does, which answers each ping by itself, in a
/// queue that nobody counts. On the socket's event loop.
final class FrameGate extends ChannelInboundHandlerAdapter {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Behind socket;
    private final int looseFramesPerSecondMax;
    private long secondNanos = System.nanoTime();
    private int looseFrames;

    /// The socket that the frames are for.
    interface Behind {
        /// Whether it is being closed, so that nothing but the end is waited for.
        boolean isClosing();

        /// Something came.
        void heard();

        /// More pings, pongs and pieces of messages came than anybody needs.
        void flooded();
    }

    /// @param looseFramesPerSecondMax pings, pongs and pieces of messages that one may send in a
    ///   second
    FrameGate(Behind socket, int looseFramesPerSecondMax) {
        this.socket = socket;
        this.looseFramesPerSecondMax = looseFramesPerSecondMax;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame) || passes(ctx, frame)) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private boolean passes(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            return true;
        }
        if (socket.isClosing()) {
            return false;
        }
        socket.heard();
        if (!(frame instanceof TextWebSocketFrame && frame.isFinalFragment()) && !withinRate()) {
            socket.flooded();
            return false;
        }
        // A ping may go unanswered where a later one is answered (RFC 6455, 5.5.3).
        return !(frame instanceof PingWebSocketFrame) || ctx.channel().isWritable();
    }

    private boolean withinRate() {
        long now = System.nanoTime();
        if (now - secondNanos >= SECOND_NANOS) {
            secondNanos = now;
            looseFrames = 0;
        }
        return ++looseFrames <= looseFramesPerSecondMax;
    }
}
