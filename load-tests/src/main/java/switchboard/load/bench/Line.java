package switchboard.load.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import switchboard.load.holder.WebSocketBytes;

/// One client's connection: shakes hands, is welcomed, answers pings, hands over texts. On the
/// event loop of its [Clients].
final class Line extends ChannelInboundHandlerAdapter {

    /// Who hears what comes.
    interface Ear {
        void welcomed(Line line);

        /// A text after the welcome.
        void told(Line line, String kind, String text);

        /// It has ended, or was never made.
        void lost(Line line, String why);
    }

    private enum State {
        SHAKING_HANDS,
        GREETING,
        WELCOMED,
        OVER
    }

    private final int index;
    private final Dialect dialect;
    private final String handshake;
    private final Ear ear;
    private State state = State.SHAKING_HANDS;
    private @Nullable Channel channel;
    private @Nullable ByteBuf unread;
    private boolean reading;

    Line(int index, Dialect dialect, String handshake, Ear ear) {
        this.index = index;
        this.dialect = dialect;
        this.handshake = handshake;
        this.ear = ear;
    }

    int index() {
        return index;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        ByteBuf out = context.alloc().buffer(768);
        ByteBufUtil.writeAscii(out, handshake);
        write(out);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over("the server closed the connection");
        if (unread != null) {
            unread.release();
            unread = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        over(cause.toString());
    }

    /// Ends it for a reason that its ear is told, unless it has ended.
    void over(String why) {
        if (state != State.OVER) {
            state = State.OVER;
            if (channel != null) {
                var _ = channel.close();
            }
            ear.lost(this, why);
        }
    }

    /// Ends it without a word to anybody.
    void leave() {
        state = State.OVER;
        if (channel != null) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf in = (ByteBuf) read;
        if (unread != null) {
            in = unread.writeBytes(in);
            ((ByteBuf) read).release();
            unread = null;
        }
        reading = true;
        boolean more = true;
        while (more && state != State.OVER && in.isReadable()) {
            more = state == State.SHAKING_HANDS ? answered(in) : framed(context, in);
        }
        reading = false;
        if (in.isReadable() && state != State.OVER) {
            unread = context.alloc().buffer(in.readableBytes() + 4_096).writeBytes(in);
        }
        in.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    private boolean answered(ByteBuf in) {
        var answer = WebSocketBytes.answer(in);
        answer.ifPresent(a -> {
            if (a.status() == 101) {
                state = State.GREETING;
                dialect.greeting().ifPresent(this::send);
            } else {
                over("the handshake was answered with " + a.status());
            }
        });
        return answer.isPresent();
    }

    private boolean framed(ChannelHandlerContext context, ByteBuf in) {
        var frame = WebSocketBytes.frame(in);
        frame.ifPresent(f -> came(context, f));
        return frame.isPresent();
    }

    private void came(ChannelHandlerContext context, WebSocketBytes.Frame frame) {
        switch (frame.opcode()) {
            case WebSocketBytes.PING -> write(WebSocketBytes.pong(context.alloc(), frame));
            case WebSocketBytes.CLOSE -> over("the server closed with " + frame.closeCode());
            case WebSocketBytes.TEXT -> {
                if (frame.isFinal()) {
                    // What is counted of it is ASCII.
                    text(frame.payload().toString(StandardCharsets.ISO_8859_1));
                } else {
                    over("the server cut a text into frames");
                }
            }
            default -> {
                // A pong says no more than that it came.
            }
        }
    }

    private void text(String text) {
        String kind = dialect.kind(text);
        if (kind.isEmpty()) {
            dialect.reply(text).ifPresent(this::send);
        } else if (state == State.WELCOMED) {
            ear.told(this, kind, text);
        } else if (kind.equals("welcome")) {
            state = State.WELCOMED;
            ear.welcomed(this);
        }
    }

    void send(String text) {
        if (channel != null) {
            write(WebSocketBytes.text(channel.alloc(), text));
        }
    }

    /// What is written while a read is taken in leaves when all of it is.
    private void write(ByteBuf out) {
        if (channel == null || state == State.OVER) {
            out.release();
        } else if (reading) {
            var _ = channel.write(out, channel.voidPromise());
        } else {
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        }
    }
}
