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

    private final Transport.Peer peer;

    FrameGate(Transport.Peer peer) {
        this.peer = peer;
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
        boolean whole = frame instanceof TextWebSocketFrame && frame.isFinalFragment();
        // A ping may go unanswered where a later one is answered (RFC 6455, 5.5.3).
        return peer.comes(!whole)
                && (!(frame instanceof PingWebSocketFrame) || ctx.channel().isWritable());
    }
}
