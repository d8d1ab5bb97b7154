package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.Outbox;
import dev.switchboard.gateway.wire.CloseCode;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import io.netty.buffer.Unpooled;
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
import java.util.concurrent.atomic.AtomicLong;

/// One peer's WebSocket: what may come in, what may wait to go out, and whether the peer is still
/// there. No timer of its own: [Beats] calls [#beat].
final class Socket implements Outbox {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final ServerWebSocket ws;
    private final Context context;
    private final Visit visit;
    private final GatewayConfig.Connection limits;
    private final InstantSource clock;
    private final SocketMetrics metrics;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final ArrayDeque<Runnable> drainers = new ArrayDeque<>();
    private final ArrayDeque<Long> badFrames = new ArrayDeque<>();
    private final long openedNanos = System.nanoTime();
    private Identity identity;
    private Session session;
    private long heardNanos = openedNanos;
    private long beatNanos = openedNanos;
    private long bucketNanos = openedNanos;
    private double bucket;
    private Duration missedIn = Duration.ZERO;
    private volatile boolean closing;

    Socket(
            ServerWebSocket ws,
            Identity identity,
            Visit visit,
            GatewayConfig.Connection limits,
            InstantSource clock,
            SocketMetrics metrics) {
        this.ws = ws;
        this.context = Objects.requireNonNull(Vertx.currentContext());
        this.identity = identity;
        this.visit = visit;
        this.limits = limits;
        this.clock = clock;
        this.metrics = metrics;
        this.bucket = limits.framesBurstMax();
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
        ws.pongHandler(_ -> heardNanos = System.nanoTime());
        ws.drainHandler(_ -> drained());
        // A broken connection is told by its end; what broke it is the peer's affair.
        ws.exceptionHandler(_ -> {});
        ws.closeHandler(_ -> {
            closing = true;
            metrics.closed(Optional.ofNullable(ws.closeStatusCode()));
            session.ended();
            whenEnded.run();
        });
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
        heardNanos = System.nanoTime();
        if (closing) {
            return;
        }
        if (!withinRate()) {
            error(
                    ErrorCode.TOO_MANY,
                    "more than "
                            + limits.framesPerSecondMax()
                            + " frames a second; this one was not read",
                    Optional.empty(),
                    OptionalInt.of(1));
        } else if (text.length() > limits.frameBytesMax() || bytes(text) > limits.frameBytesMax()) {
            error(
                    ErrorCode.TOO_LARGE,
                    "a frame has at most " + limits.frameBytesMax() + " bytes",
                    Optional.empty(),
                    OptionalInt.empty());
        } else {
            session.frame(text);
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

    void send(ServerFrame frame) {
        write(FrameCodec.encode(frame));
    }

    @Override
    public void write(byte[] frame) {
        if (closing) {
            return;
        }
        if (waitingBytes.addAndGet(frame.length) > limits.outboxBytesMax()) {
            close(CloseCode.TOO_SLOW, "read faster, or reconnect and resume");
            return;
        }
        WebSocketFrame text =
                new WebSocketFrameImpl(
                        WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(frame), true);
        ws.writeFrame(text).onComplete(_ -> waitingBytes.addAndGet(-frame.length));
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

    /// Whether it is being closed.
    boolean closing() {
        return closing;
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

    @Override
    public void sendAway(String reason, int reconnectAfterSeconds) {
        send(new ServerFrame.Goodbye(reason, reconnectAfterSeconds));
        close(CloseCode.RESTARTING, reason);
    }

    /// Ends the connection in order.
    void close(CloseCode code, String reason) {
        if (!closing) {
            closing = true;
            ws.close((short) code.code(), reason);
        }
    }

    /// Looks whether the peer is there and may stay, and pings it when it is time.
    ///
    /// @return seconds until the next look; negative where there need be none
    long beat() {
        if (closing) {
            return -1;
        }
        long now = System.nanoTime();
        if (!clock.instant().isBefore(identity.expires())) {
            close(CloseCode.TOKEN, "the token has expired");
            return -1;
        }
        if (!session.greeted() && now - openedNanos >= limits.helloTimeout().toNanos()) {
            close(CloseCode.NO_HELLO, "no hello in time");
            return -1;
        }
        if (now - heardNanos >= 2 * limits.heartbeat().toNanos()) {
            cut();
            return -1;
        }
        if (now - beatNanos >= limits.heartbeat().toNanos()) {
            beatNanos = now;
            ws.writePing(io.vertx.core.buffer.Buffer.buffer());
        }
        return secondsToNextBeat(now);
    }

    private long secondsToNextBeat(long now) {
        long next = limits.heartbeat().toNanos() - (now - beatNanos);
        if (!session.greeted()) {
            next = Math.min(next, limits.helloTimeout().toNanos() - (now - openedNanos));
        }
        long lifeMillis = Math.max(0, identity.expires().toEpochMilli() - clock.millis());
        long seconds =
                Math.min(Math.ceilDiv(next, 1_000_000_000L), Math.ceilDiv(lifeMillis, 1000L));
        return Math.max(1, seconds);
    }

    private boolean withinRate() {
        long now = System.nanoTime();
        double earned = (now - bucketNanos) / 1e9 * limits.framesPerSecondMax();
        bucketNanos = now;
        bucket = Math.min(limits.framesBurstMax(), bucket + earned);
        if (bucket < 1) {
            return false;
        }
        bucket--;
        return true;
    }

    private static int bytes(String text) {
        return io.netty.buffer.ByteBufUtil.utf8Bytes(text);
    }
}
