package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.Outbox;
import dev.switchboard.gateway.conversation.Voice;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.wire.CloseCode;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// One peer's WebSocket: what may come in, what may wait to go out, and whether the peer is still
/// there. No timer of its own: [Beats] calls [#beat].
final class Socket implements Outbox, FrameGate.Behind, Beats.Watched {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /// Nobody else is sent away for the same cause, so nobody need come back apart from them.
    private static final int FAREWELL_SECONDS = 1;

    /// What a frame costs beside its bytes while it waits.
    private static final int FRAME_OVERHEAD_BYTES = 128;

    private final ServerWebSocket ws;
    private final Context context;
    private final Visit visit;
    private final Beats beats;
    private final GatewayConfig.Connection limits;
    private final Texts texts;
    private final InstantSource clock;
    private final SocketMetrics metrics;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean judging = new AtomicBoolean();
    private final ArrayDeque<Runnable> drainers = new ArrayDeque<>();
    private final ArrayDeque<Long> badFrames = new ArrayDeque<>();
    private final long openedNanos = System.nanoTime();
    private Identity identity;
    private Session session;
    private long heardNanos = openedNanos;
    private long beatNanos = openedNanos;
    private Duration missedIn = Duration.ZERO;
    private long closingNanos;
    private int tooMany;
    private long tooManyNanos = openedNanos;
    private boolean ended;
    private volatile int largestBytes;
    private volatile boolean closing;

    Socket(
            ServerWebSocket ws,
            Identity identity,
            Visit visit,
            Beats beats,
            GatewayConfig.Connection limits,
            Texts texts,
            InstantSource clock,
            SocketMetrics metrics) {
        this.ws = ws;
        this.context = Objects.requireNonNull(Vertx.currentContext());
        this.identity = identity;
        this.visit = visit;
        this.beats = beats;
        this.limits = limits;
        this.texts = texts;
        this.clock = clock;
        this.metrics = metrics;
        this.session = SILENT;
    }

    private static final Session SILENT =
            new Session() {
                @Override
                public void frame(String text) {}

                @Override
                public boolean greeted() {
                    return false;
                }

                @Override
                public void ended() {}
            };

    /// Begins to listen to the peer.
    void serve(Session session, Runnable whenEnded) {
        this.session = session;
        ws.textMessageHandler(this::text);
        ws.binaryMessageHandler(_ -> close(CloseCode.BINARY, "text frames only"));
        ws.drainHandler(_ -> drained());
        ws.exceptionHandler(this::broken);
        ws.closeHandler(_ -> {
            ended = true;
            closing = true;
            metrics.closed(Optional.ofNullable(ws.closeStatusCode()));
            session.ended();
            whenEnded.run();
        });
        ChannelHandlerContext vertxHandler = ((WebSocketInternal) ws).channelHandlerContext();
        vertxHandler
                .pipeline()
                .addBefore(
                        vertxHandler.name(),
                        null,
                        new FrameGate(this, limits.looseFramesPerSecondMax()));
        beats.watch(this);
    }

    /// A broken connection is told by its end; what broke it is the peer's affair, unless it sent
    /// what is no frame or too large a message.
    private void broken(Throwable why) {
        switch (why) {
            case CorruptedWebSocketFrameException frame ->
                    close(code(frame.closeStatus()), "no frame to be read");
            // How Vert.x says that the pieces of a message come to more than is allowed.
            case IllegalStateException _ -> close(CloseCode.TOO_LARGE, "too large a message");
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
    public void heard() {
        heardNanos = System.nanoTime();
    }

    @Override
    public void malformed(CloseCode code) {
        close(code, "no frame to be read");
    }

    @Override
    public void flooded() {
        close(CloseCode.POLICY, "too many pings or fragments");
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    Identity identity() {
        return identity;
    }

    /// The first `hello` was answered, in whatever way: what a newcomer costs is spent.
    void greeted() {
        visit.greeted();
    }

    /// Goes on with a fresh token of the same person in the same role; any other changes nothing.
    void renew(Tokens tokens, String jwt) {
        tokens.verify(jwt)
                .onSuccess(fresh ->
                        fresh.filter(identity::isPeer)
                                .ifPresentOrElse(
                                        same -> identity = same,
                                        () ->
                                                error(
                                                        ErrorCode.NOT_YOURS,
                                                        "jwt: does not hold; the old token stands",
                                                        Optional.empty(),
                                                        OptionalInt.empty())));
    }

    private void text(String text) {
        if (closing) {
            return;
        }
        Optional<Visit.Scope> spent = visit.spend();
        boolean large =
                text.length() > limits.frameBytesMax() || bytes(text) > limits.frameBytesMax();
        if (spent.isPresent()) {
            tooMany(spent.get(), large ? Optional.empty() : FrameCodec.id(text));
        } else if (large) {
            error(
                    ErrorCode.TOO_LARGE,
                    "a frame has at most " + limits.frameBytesMax() + " bytes",
                    Optional.empty(),
                    OptionalInt.empty());
        } else {
            session.frame(text);
        }
    }

    /// Tells that a frame was not taken; who sends many of them is sent away.
    private void tooMany(Visit.Scope scope, Optional<String> id) {
        metrics.tooMany(scope);
        error(
                ErrorCode.TOO_MANY,
                "more frames than one %s may send; this one was not taken".formatted(scope.word()),
                id,
                OptionalInt.of(1));
        long now = System.nanoTime();
        if (now - tooManyNanos > MINUTE_NANOS) {
            tooManyNanos = now;
            tooMany = 0;
        }
        if (++tooMany > limits.tooManyPerMinuteMax()) {
            close(CloseCode.POLICY, "too many frames");
        }
    }

    /// Tells of a frame that could not be read; too many of them end the connection.
    void bad(String code, String message, Optional<String> id) {
        send(new ServerFrame.Error(code, message, id, OptionalInt.empty()));
        if (!code.equals(ErrorCode.BAD_FRAME.code())) {
            return;
        }
        long now = System.nanoTime();
        badFrames.addLast(now);
        while (now - badFrames.getFirst() > MINUTE_NANOS) {
            badFrames.removeFirst();
        }
        if (badFrames.size() > limits.badFramesPerMinuteMax()) {
            close(CloseCode.POLICY, "too many bad frames");
        }
    }

    void error(ErrorCode code, String message, Optional<String> id, OptionalInt retryAfter) {
        send(new ServerFrame.Error(code.code(), message, id, retryAfter));
    }

    /// A customer's are put in words, too.
    void send(ServerFrame frame) {
        ServerFrame worded =
                session.language()
                        .map(language -> new Voice(texts, language).word(frame))
                        .orElse(frame);
        write(FrameCodec.encode(worded));
    }

    @Override
    public void write(byte[] frame) {
        if (closing) {
            return;
        }
        int size = frame.length + FRAME_OVERHEAD_BYTES;
        if (size > limits.outboxBytesMax()) {
            // A long history, which must get through: nobody could ever resume.
            largestBytes = Math.max(largestBytes, size);
        }
        if (waitingBytes.addAndGet(size) > outboxBytesMax() && judging.compareAndSet(false, true)) {
            // What another loop wrote in one go has had no chance to leave yet.
            context.runOnContext(_ -> judge());
        }
        WebSocketFrame text =
                new WebSocketFrameImpl(
                        WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(frame), true);
        ws.writeFrame(text).onComplete(_ -> waitingBytes.addAndGet(-size));
    }

    private long outboxBytesMax() {
        return (long) limits.outboxBytesMax() + largestBytes;
    }

    private void judge() {
        judging.set(false);
        if (waitingBytes.get() > outboxBytesMax()) {
            farewell("slow");
            close(CloseCode.TOO_SLOW, "read faster, or reconnect and resume");
        }
    }

    @Override
    public boolean congested() {
        return ws.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable then) {
        context.runOnContext(_ -> {
            if (closing || ws.writeQueueFull()) {
                drainers.addLast(then);
            } else {
                then.run();
            }
        });
    }

    private void drained() {
        while (!drainers.isEmpty()) {
            drainers.removeFirst().run();
        }
    }

    /// Whether the peer is better not sent away now.
    boolean busy() {
        return session.busy();
    }

    /// Its end is told only after this time.
    void missedIn(Duration pause) {
        missedIn = pause;
    }

    /// How long after its end it is missed.
    Duration missedIn() {
        return missedIn;
    }

    /// Ends the connection at once, with nobody there to take part in a closing handshake.
    void cut() {
        closing = true;
        var _ = ((WebSocketInternal) ws).channelHandlerContext().close();
    }

    /// Tells a customer why they are sent away; the close code tells their client, and others.
    private void farewell(String reason) {
        if (session.language().isPresent()) {
            send(new ServerFrame.Goodbye(reason, FAREWELL_SECONDS));
        }
    }

    @Override
    public void sendAway(String reason, int reconnectAfterSeconds) {
        send(new ServerFrame.Goodbye(reason, reconnectAfterSeconds));
        close(CloseCode.RESTARTING, reason);
    }

    /// Ends the connection in order.
    void close(CloseCode code, String reason) {
        if (!closing) {
            closingNanos = System.nanoTime();
            closing = true;
            metrics.evicted(code);
            ws.close((short) code.code(), reason);
            context.runOnContext(_ -> beats.watch(this));
        }
    }

    /// Looks whether the peer is there and may stay, and pings it when it is time.
    @Override
    public long beat(boolean spare) {
        long now = System.nanoTime();
        if (closing) {
            return secondsToCut(now);
        }
        if (!clock.instant().isBefore(identity.expires())) {
            farewell("expired");
            close(CloseCode.TOKEN, "the token has expired");
            return -1;
        }
        if (!session.greeted() && now - openedNanos >= limits.helloTimeout().toNanos()) {
            close(CloseCode.NO_HELLO, "no hello in time");
            return -1;
        }
        if (!spare && now - heardNanos >= 2 * limits.heartbeat().toNanos()) {
            metrics.lost();
            cut();
            return -1;
        }
        if (now - beatNanos >= limits.heartbeat().toNanos()) {
            beatNanos = now;
            ws.writePing(io.vertx.core.buffer.Buffer.buffer());
        }
        return secondsToNextBeat(now);
    }

    /// The close frame stands behind all that waits: who reads nothing would never see it.
    private long secondsToCut(long now) {
        long left = limits.closeTimeout().toNanos() - (now - closingNanos);
        if (ended) {
            return -1;
        }
        if (left <= 0) {
            cut();
            return -1;
        }
        return Math.ceilDiv(left, 1_000_000_000L);
    }

    private long secondsToNextBeat(long now) {
        long beat = limits.heartbeat().toNanos();
        long next = Math.min(beat - (now - beatNanos), 2 * beat - (now - heardNanos));
        if (!session.greeted()) {
            next = Math.min(next, limits.helloTimeout().toNanos() - (now - openedNanos));
        }
        long lifeMillis = Math.max(0, identity.expires().toEpochMilli() - clock.millis());
        long seconds =
                Math.min(Math.ceilDiv(next, 1_000_000_000L), Math.ceilDiv(lifeMillis, 1000L));
        return Math.max(1, seconds);
    }

    private static int bytes(String text) {
        return io.netty.buffer.ByteBufUtil.utf8Bytes(text);
    }
}
