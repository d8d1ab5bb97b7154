package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import switchboard.load.Json;
import switchboard.load.Transcript;
import switchboard.load.Transcript.Phase;

/// One session: shakes hands, says hello, answers pings, comes back and resumes when its socket
/// ends. It is its own Netty handler, and most of its fields are empty most of the time: there are
/// thousands. On the crowd's event loop alone.
final class HeldSession extends ChannelInboundHandlerAdapter {

    private enum State {
        APART,
        CONNECTING,
        SHAKING_HANDS,
        GREETING,
        WELCOMED
    }

    private final Crowd crowd;
    private final int index;
    private State state = State.APART;
    private @Nullable Channel channel;
    private @Nullable Transcript chat;
    private @Nullable ByteBuf unread;
    private @Nullable ByteBuf message;
    private String conversation = "";
    private long seen;
    private int heardSeconds;
    private int retryAfterSeconds;
    private int reconnectWithinSeconds;
    private short closeCode;
    private byte failures;
    private byte moves;

    HeldSession(Crowd crowd, int index) {
        this.crowd = crowd;
        this.index = index;
    }

    /// One and the same handler serves one channel after another.
    @Override
    public boolean isSharable() {
        return true;
    }

    /// How often it chose other addresses: when a socket was lost or could not be had, but not when
    /// it was refused, as then the node is there and asks to be tried again.
    int moves() {
        return moves & 0xff;
    }

    int index() {
        return index;
    }

    /// From now on this session has something to say.
    void begins(Transcript transcript) {
        chat = transcript;
    }

    /// Connects. The pace has let it.
    void connect() {
        state = State.CONNECTING;
        closeCode = 0;
        retryAfterSeconds = 0;
        reconnectWithinSeconds = 0;
        heardSeconds = crowd.seconds();
        var _ =
                crowd.open(this)
                        .addListener(connecting -> {
                            if (!connecting.isSuccess()) {
                                apart();
                            }
                        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        state = State.SHAKING_HANDS;
        crowd.opened();
        ByteBuf out = context.alloc().buffer(768);
        ByteBufUtil.writeAscii(out, crowd.handshake(this));
        write(out);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        crowd.closed();
        apart();
    }

    private void apart() {
        boolean wasWelcomed = state == State.WELCOMED;
        state = State.APART;
        channel = null;
        unread = released(unread);
        message = released(message);
        if (chat != null) {
            chat.ended();
        }
        if (wasWelcomed) {
            crowd.lost(closeCode);
        } else {
            crowd.notLetIn();
        }
        crowd.comesBack(this, pause());
    }

    private static @Nullable ByteBuf released(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }

    /// As the protocol asks of a client.
    private Duration pause() {
        if (retryAfterSeconds > 0) {
            return Duration.ofSeconds(retryAfterSeconds);
        }
        moves++;
        if (reconnectWithinSeconds > 0) {
            return crowd.upTo(Duration.ofSeconds(reconnectWithinSeconds));
        }
        int doublings = failures;
        failures = (byte) Math.min(failures + 1, 5);
        return crowd.upTo(Duration.ofSeconds(Math.min(1 << doublings, 30)));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cut(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        heardSeconds = crowd.seconds();
        ByteBuf in = (ByteBuf) read;
        if (unread != null) {
            in = unread.writeBytes(in);
            ((ByteBuf) read).release();
            unread = null;
        }
        boolean more = true;
        while (more && channel != null && in.isReadable()) {
            more = state == State.SHAKING_HANDS ? answered(context, in) : framed(context, in);
        }
        if (in.isReadable() && channel != null) {
            unread = context.alloc().buffer(in.readableBytes() + 256).writeBytes(in);
        }
        in.release();
    }

    private boolean answered(ChannelHandlerContext context, ByteBuf in) {
        Optional<WebSocketBytes.Answer> answer = WebSocketBytes.answer(in);
        answer.ifPresent(a -> {
            if (a.status() == 101) {
                state = State.GREETING;
                send(chat == null ? hello() : chat.hello());
            } else {
                retryAfterSeconds = a.retryAfterSeconds();
                crowd.refused(a.status());
                cut(context.channel());
            }
        });
        return answer.isPresent();
    }

    private ObjectNode hello() {
        ObjectNode hello = Json.frame("hello");
        return conversation.isEmpty()
                ? hello
                : hello.put("conversation", conversation).put("after", seen);
    }

    private boolean framed(ChannelHandlerContext context, ByteBuf in) {
        Optional<WebSocketBytes.Frame> frame = WebSocketBytes.frame(in);
        frame.ifPresent(f -> came(context, f));
        return frame.isPresent();
    }

    private void came(ChannelHandlerContext context, WebSocketBytes.Frame frame) {
        switch (frame.opcode()) {
            case WebSocketBytes.PING -> write(WebSocketBytes.pong(context.alloc(), frame));
            case WebSocketBytes.CLOSE -> {
                closeCode = (short) frame.closeCode();
                write(WebSocketBytes.close(context.alloc()));
                cut(context.channel());
            }
            case WebSocketBytes.TEXT, WebSocketBytes.CONTINUATION -> piece(context, frame);
            default -> {
                // A pong says no more than that it came.
            }
        }
    }

    private void piece(ChannelHandlerContext context, WebSocketBytes.Frame frame) {
        if (frame.isFinal() && message == null) {
            take(frame.text());
            return;
        }
        message = message == null ? context.alloc().buffer() : message;
        message.writeBytes(frame.payload());
        if (frame.isFinal()) {
            String text = message.toString(StandardCharsets.UTF_8);
            message = released(message);
            take(text);
        }
    }

    private void take(String text) {
        JsonNode frame = Json.read(text);
        Phase before = chat == null ? Phase.NOTHING_SAID : chat.phase();
        if (chat != null) {
            chat.take(text, System.nanoTime());
        }
        switch (Json.type(frame)) {
            case "welcome" -> welcome(frame);
            case "error" -> {
                if (Json.text(frame, "code").equals("unavailable")) {
                    crowd.repeatsLater(this);
                }
            }
            case "goodbye" ->
                    reconnectWithinSeconds = Math.max(1, frame.path("reconnectAfter").asInt());
            default -> {
                // The rest is the chat's.
            }
        }
        if (chat != null && chat.phase() != before) {
            crowd.reached(chat.phase(), chat.sinceSent());
            if (chat.phase() == Phase.ANSWERED) {
                crowd.speaksLater(this);
            }
        }
    }

    private void welcome(JsonNode frame) {
        conversation = Json.text(frame, "conversation");
        seen = frame.path("seq").asLong();
        state = State.WELCOMED;
        failures = 0;
        crowd.welcomed(this);
        if (chat != null) {
            repeat();
            if (chat.phase() == Phase.NOTHING_SAID) {
                crowd.speaksLater(this);
            }
        }
    }

    /// Sends again what was not accepted.
    void repeat() {
        if (state == State.WELCOMED && chat != null) {
            chat.unaccepted().forEach(this::send);
        }
    }

    /// Says the next word, where it may.
    ///
    /// @return whether it could; it may be able to later
    boolean speak(String text) {
        if (state != State.WELCOMED || chat == null || !chat.isAtRest()) {
            return false;
        }
        send(chat.say(text, System.nanoTime()));
        return true;
    }

    /// Whether the conversation is with a person or over.
    boolean isHandedOver() {
        return chat != null && !chat.holder().equals("assistant");
    }

    /// Ends it where it has heard nothing for this long, as a client must.
    void endIfSilent(int forSeconds) {
        if (channel != null && crowd.seconds() - heardSeconds > forSeconds) {
            crowd.silent();
            cut(channel);
        }
    }

    /// Leaves for good.
    void leave() {
        if (channel != null) {
            write(WebSocketBytes.close(channel.alloc()));
        }
    }

    private void send(ObjectNode frame) {
        if (channel != null) {
            write(WebSocketBytes.text(channel.alloc(), frame.toString()));
        }
    }

    private static void cut(Channel channel) {
        var _ = channel.close();
    }

    private void write(ByteBuf out) {
        if (channel != null) {
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        } else {
            out.release();
        }
    }
}
