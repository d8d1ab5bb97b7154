package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/// A connection of which nothing is kept but what an idle one needs: Vert.x answers the handshake,
/// then this one handler takes the place of all that it has put into the pipeline.
final class LeanTransport extends ChannelInboundHandlerAdapter
        implements Transport, FrameReader.Sink {

    /// A peer that says nothing to our farewell.
    private static final long ANSWER_SECONDS = 2;

    /// What a frame costs beside its bytes while it is on its way to the event loop.
    private static final int HANDED_OVERHEAD_BYTES = 96;

    private static final AtomicIntegerFieldUpdater<LeanTransport> HANDED =
            AtomicIntegerFieldUpdater.newUpdater(LeanTransport.class, "handedBytes");

    private final ContextInternal context;
    private final Flushes flushes;
    private final FrameReader reader;
    private @Nullable ChannelHandlerContext channel;
    private Transport.@Nullable Peer peer;
    private volatile int handedBytes;
    private char peersCode;
    private boolean unflushed;
    private boolean saidFarewell;
    private boolean heardFarewell;

    /// @param flushes of the event loop
    /// @param bytesMax of a frame, and of a message in pieces
    private LeanTransport(ContextInternal context, Flushes flushes, int bytesMax) {
        this.context = context;
        this.flushes = flushes;
        this.reader = new FrameReader(bytesMax);
    }

    /// Takes over a connection whose handshake has just been answered. On its event loop.
    ///
    /// @param context all sockets of the loop share it
    static LeanTransport over(
            ServerWebSocket ws, ContextInternal context, Flushes flushes, int bytesMax) {
        ChannelPipeline pipeline = ((WebSocketInternal) ws).channelHandlerContext().pipeline();
        var transport = new LeanTransport(context, flushes, bytesMax);
        pipeline.addLast(transport);
        // From the socket on: what one of them still holds, the next one is given.
        for (Map.Entry<String, ChannelHandler> e : pipeline.toMap().entrySet()) {
            if (!(e.getValue() instanceof SslHandler || e.getValue().equals(transport))) {
                pipeline.remove(e.getKey());
            }
        }
        return transport;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx;
    }

    @Override
    public void serve(Peer peer) {
        this.peer = peer;
        ChannelHandlerContext ctx = channel();
        // The request waited to be let in.
        ctx.channel().config().setAutoRead(true);
        ctx.read();
    }

    @Override
    public void text(byte[] utf8) {
        ChannelHandlerContext ctx = channel();
        if (ctx.executor().inEventLoop()) {
            write(Frames.text(ctx.alloc(), utf8));
        } else {
            int size = utf8.length + HANDED_OVERHEAD_BYTES;
            HANDED.addAndGet(this, size);
            ctx.executor()
                    .execute(() -> {
                        HANDED.addAndGet(this, -size);
                        write(Frames.text(ctx.alloc(), utf8));
                    });
        }
    }

    @Override
    public void ping() {
        write(Frames.ping());
    }

    @Override
    public void close(CloseCode code, String reason) {
        onLoop(() -> sayFarewell(Frames.close(channel().alloc(), code.code(), reason)));
    }

    @Override
    public void cut() {
        var _ = channel().close();
    }

    @Override
    public boolean congested() {
        return !channel().channel().isWritable();
    }

    @Override
    public long waitingBytes() {
        ChannelOutboundBuffer out = channel().channel().unsafe().outboundBuffer();
        return handedBytes + (out == null ? 0 : out.totalPendingWriteBytes());
    }

    /// Once a tick, by [Flushes].
    @Override
    public void flush() {
        unflushed = false;
        channel().flush();
    }

    private void write(ByteBuf frame) {
        ChannelHandlerContext ctx = channel();
        if (saidFarewell) {
            frame.release();
            return;
        }
        var _ = ctx.write(frame, ctx.voidPromise());
        if (!unflushed) {
            unflushed = true;
            flushes.add(this);
        }
    }

    /// It ends when the peer has answered; where it has spoken first, at once.
    private void sayFarewell(ByteBuf frame) {
        ChannelHandlerContext ctx = channel();
        if (saidFarewell) {
            frame.release();
            return;
        }
        saidFarewell = true;
        var _ = ctx.writeAndFlush(frame).addListener(_ -> cutSoon());
    }

    private void cutSoon() {
        if (heardFarewell) {
            cut();
        } else {
            if (reader.isOver()) {
                // What the peer answers cannot be read any more. It sees the end all the same, with
                // nothing cut off that is on its way to it.
                endOutput();
            }
            var _ = channel().executor().schedule(this::cut, ANSWER_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void endOutput() {
        ChannelHandlerContext ctx = channel();
        if (ctx.channel() instanceof DuplexChannel duplex
                && ctx.pipeline().get(SslHandler.class) == null) {
            var _ = duplex.shutdownOutput();
        } else {
            cut();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        ContextInternal before = context.beginDispatch();
        try {
            reader.read(bytes, ctx.alloc(), this);
        } finally {
            context.endDispatch(before);
            bytes.release();
        }
    }

    @Override
    public boolean comes(boolean loose) {
        return peer().comes(loose);
    }

    @Override
    public void text(String text) {
        peer().text(text);
    }

    @Override
    public void ping(byte[] payload) {
        // It may go unanswered where a later one is answered (RFC 6455, 5.5.3).
        if (!congested()) {
            write(Frames.pong(channel().alloc(), Unpooled.wrappedBuffer(payload)));
        }
    }

    @Override
    public void unreadable(CloseCode why, String reason) {
        peer().unreadable(why, reason);
    }

    @Override
    public void farewell(OptionalInt code) {
        heardFarewell = true;
        peersCode = (char) code.orElse(0);
        if (saidFarewell) {
            cut();
        } else {
            sayFarewell(
                    code.isPresent()
                            ? Frames.close(channel().alloc(), code.getAsInt(), "")
                            : Frames.close(channel().alloc()));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!congested()) {
            ContextInternal before = context.beginDispatch();
            try {
                peer().drained();
            } finally {
                context.endDispatch(before);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        reader.release();
        ContextInternal before = context.beginDispatch();
        try {
            peer().ended(peersCode == 0 ? OptionalInt.empty() : OptionalInt.of(peersCode));
        } finally {
            context.endDispatch(before);
        }
    }

    /// A broken connection is told by its end.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        cut();
    }

    private void onLoop(Runnable work) {
        if (channel().executor().inEventLoop()) {
            work.run();
        } else {
            channel().executor().execute(work);
        }
    }

    private ChannelHandlerContext channel() {
        return Objects.requireNonNull(channel);
    }

    private Transport.Peer peer() {
        return Objects.requireNonNull(peer);
    }
}
