package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/// A connection as Vert.x keeps it.
final class VertxTransport implements Transport {

    /// What a frame costs beside its bytes while it waits.
    private static final int FRAME_OVERHEAD_BYTES = 128;

    /// What stands for a farewell that never came (RFC 6455, 7.4.1).
    private static final int NONE_SAID = 1006;

    private final ServerWebSocket ws;
    private final AtomicLong waitingBytes = new AtomicLong();

    VertxTransport(ServerWebSocket ws) {
        this.ws = ws;
        // What the handshake said is not needed any more, and is most of an idle socket's memory.
        ws.headers().clear();
    }

    @Override
    public void serve(Peer peer) {
        ws.textMessageHandler(peer::text);
        ws.binaryMessageHandler(_ -> peer.unreadable(CloseCode.BINARY, "text frames only"));
        ws.drainHandler(_ -> peer.drained());
        ws.exceptionHandler(why -> broken(peer, why));
        ws.closeHandler(_ -> {
            Short code = ws.closeStatusCode();
            boolean said = code != null && code != NONE_SAID;
            peer.ended(said ? OptionalInt.of(code) : OptionalInt.empty());
        });
        ChannelHandlerContext vertxHandler = context();
        vertxHandler.pipeline().addBefore(vertxHandler.name(), null, new FrameGate(peer));
    }

    /// A broken connection is told by its end; what broke it is the peer's affair, unless it sent
    /// what is no frame or too large a message.
    private static void broken(Peer peer, Throwable why) {
        switch (why) {
            case CorruptedWebSocketFrameException frame ->
                    peer.unreadable(code(frame.closeStatus()), "no frame to be read");
            // How Vert.x says that the pieces of a message come to more than is allowed.
            case IllegalStateException _ ->
                    peer.unreadable(CloseCode.TOO_LARGE, "too large a message");
            default -> {}
        }
    }

    private static CloseCode code(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            return CloseCode.TOO_LARGE;
        }
        return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
                ? CloseCode.TEXT
                : CloseCode.PROTOCOL;
    }

    @Override
    public void text(byte[] utf8) {
        int size = utf8.length + FRAME_OVERHEAD_BYTES;
        waitingBytes.addAndGet(size);
        var frame =
                new WebSocketFrameImpl(WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(utf8), true);
        ws.writeFrame(frame).onComplete(_ -> waitingBytes.addAndGet(-size));
    }

    @Override
    public void flush() {
        // Vert.x does so by itself.
    }

    @Override
    public void ping() {
        ws.writePing(Buffer.buffer());
    }

    @Override
    public void close(CloseCode code, String reason) {
        ws.close((short) code.code(), reason);
    }

    @Override
    public void cut() {
        var _ = context().close();
    }

    @Override
    public boolean congested() {
        return ws.writeQueueFull();
    }

    @Override
    public long waitingBytes() {
        return waitingBytes.get();
    }

    private ChannelHandlerContext context() {
        return ((WebSocketInternal) ws).channelHandlerContext();
    }
}
