package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Looks at every frame of a socket before Vert.x does, which answers each ping by itself, in a
/// queue that nobody counts. On the socket's event loop.
final class FrameGate extends ChannelInboundHandlerAdapter {

    private static final int CLOSE_CODE_MAX = 4999;

    private final Transport.Peer peer;

    /// Of the text that has come of a message so far; of a binary one nothing is asked.
    private int text = Utf8.WHOLE;

    private boolean isText;

    /// Whether a message has begun, and nothing has come of it yet.
    private boolean emptySoFar;

    FrameGate(Transport.Peer peer) {
        this.peer = peer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            ctx.fireChannelRead(message);
        } else if (passes(ctx, frame) && !isEmptySoFar(frame)) {
            ctx.fireChannelRead(begun(frame));
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /// Vert.x loses a message whose first piece is empty, so that it is to begin with the first
    /// that is not.
    private boolean isEmptySoFar(WebSocketFrame frame) {
        boolean all =
                frame instanceof TextWebSocketFrame
                        || (emptySoFar && frame instanceof ContinuationWebSocketFrame);
        boolean empty = all && !frame.isFinalFragment() && !frame.content().isReadable();
        emptySoFar |= empty;
        return empty;
    }

    private WebSocketFrame begun(WebSocketFrame frame) {
        if (!emptySoFar || !(frame instanceof ContinuationWebSocketFrame)) {
            return frame;
        }
        emptySoFar = false;
        return new TextWebSocketFrame(frame.isFinalFragment(), frame.rsv(), frame.content());
    }

    private boolean passes(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            return isClose(close);
        }
        boolean whole = frame instanceof TextWebSocketFrame && frame.isFinalFragment();
        if (!peer.comes(!whole)) {
            return false;
        }
        if (!isUtf8(frame)) {
            peer.unreadable(CloseCode.TEXT, "no frame to be read");
            return false;
        }
        // A ping may go unanswered where a later one is answered (RFC 6455, 5.5.3).
        return !(frame instanceof PingWebSocketFrame) || ctx.channel().isWritable();
    }

    /// Vert.x would answer a code that there cannot be with the same.
    private boolean isClose(CloseWebSocketFrame close) {
        boolean good = close.statusCode() <= CLOSE_CODE_MAX;
        if (!good) {
            peer.unreadable(CloseCode.PROTOCOL, "no frame to be read");
        }
        return good;
    }

    /// Vert.x would put question marks in place of what cannot be read.
    private boolean isUtf8(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame _ -> {
                isText = true;
                text = Utf8.after(Utf8.WHOLE, frame.content());
            }
            case ContinuationWebSocketFrame _ when isText ->
                    text = Utf8.after(text, frame.content());
            case BinaryWebSocketFrame _ -> isText = false;
            default -> {
                return true;
            }
        }
        return !isText || (frame.isFinalFragment() ? text == Utf8.WHOLE : text != Utf8.BROKEN);
    }
}
