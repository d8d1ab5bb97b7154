package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.conversation.Outbox;
import dev.switchboard.gateway.conversation.Voice;
import dev.switchboard.gateway.wire.CloseCode;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/// One peer's WebSocket: what may come in, what may wait to go out, and whether the peer is still
/// there. No timer of its own: [Beats] calls [#beat].
///
/// A node has very many of these, nearly all idle: what few of them need is made when it is needed.
final class Socket implements Outbox, Transport.Peer, Beats.Watched {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;

    /// Nobody else is sent away for the same cause, so nobody need come back apart from them.
    private static final int FAREWELL_SECONDS = 1;

    private static final AtomicIntegerFieldUpdater<Socket> JUDGING =
            AtomicIntegerFieldUpdater.newUpdater(Socket.class, "judging");

    private final Transport transport;
    private final Doorway doorway;
    private final Visit visit;
    private long helloSinceNanos = System.nanoTime();
    private Identity identity;
    private Session session = SILENT;
    private @Nullable ArrayDeque<Runnable> drainers;
    private @Nullable Offences offences;
    private long heardNanos = helloSinceNanos;
    private long beatNanos = helloSinceNanos;
    private long closingNanos;
    private int missedInSeconds;
    private int looseFrames;
    private int looseSecond;
    private volatile int largestBytes;
    private volatile int judging;
    private volatile boolean closing;
    private boolean ended;

    /// What a peer did that it should not, in the last minute.
    private static final class Offences {
        private final ArrayDeque<Long> badFrames = new ArrayDeque<>();
        private long tooManyNanos = System.nanoTime();
        private int tooMany;
    }

    Socket(Transport transport, Identity identity, Visit visit, Doorway doorway) {
        this.transport = transport;
        this.identity = identity;
        this.visit = visit;
        this.doorway = doorway;
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
    void serve(Session session) {
        this.session = session;
        transport.serve(this);
        doorway.beats().watch(this);
    }

    @Override
    public void ended(OptionalInt code) {
        ended = true;
        closing = true;
        doorway.metrics().closed(code);
        session.ended();
        visit.gone();
        doorway.gone().accept(this);
    }

    @Override
    public boolean comes(boolean loose) {
        if (closing) {
            return false;
        }
        heardNanos = System.nanoTime();
        if (loose && !withinLooseRate()) {
            close(CloseCode.POLICY, "too many pings or fragments");
            return false;
        }
        return true;
    }

    private boolean withinLooseRate() {
        int second = (int) (heardNanos / SECOND_NANOS);
        if (second != looseSecond) {
            looseSecond = second;
            looseFrames = 0;
        }
        return ++looseFrames <= doorway.limits().looseFramesPerSecondMax();
    }

    @Override
    public void unreadable(CloseCode why, String reason) {
        close(why, reason);
    }

    boolean isClosing() {
        return closing;
    }

    Identity identity() {
        return identity;
    }

    /// A `hello` was answered for good: what a newcomer costs is spent.
    void greeted() {
        visit.greeted();
    }

    /// A `hello` must be said again, and has as long to come as the first. Until one is answered
    /// the peer stays a newcomer: others are let in no faster than the store can welcome them.
    void helloAgain() {
        helloSinceNanos = System.nanoTime();
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

    @Override
    public void text(String text) {
        if (closing) {
            return;
        }
        Optional<Visit.Scope> spent = visit.spend();
        boolean large =
                text.length() > doorway.limits().frameBytesMax()
                        || bytes(text) > doorway.limits().frameBytesMax();
        if (spent.isPresent()) {
            tooMany(spent.get(), large ? Optional.empty() : FrameCodec.id(text));
        } else if (large) {
            error(
                    ErrorCode.TOO_LARGE,
                    "a frame has at most " + doorway.limits().frameBytesMax() + " bytes",
                    Optional.empty(),
                    OptionalInt.empty());
        } else {
            session.frame(text);
        }
    }

    /// Tells that a frame was not taken; who sends many of them is sent away.
    private void tooMany(Visit.Scope scope, Optional<String> id) {
        doorway.metrics().tooMany(scope);
        error(
                ErrorCode.TOO_MANY,
                "more frames than one %s may send; this one was not taken".formatted(scope.word()),
                id,
                OptionalInt.of(1));
        Offences so = offences();
        long now = System.nanoTime();
        if (now - so.tooManyNanos > MINUTE_NANOS) {
            so.tooManyNanos = now;
            so.tooMany = 0;
        }
        if (++so.tooMany > doorway.limits().tooManyPerMinuteMax()) {
            close(CloseCode.POLICY, "too many frames");
        }
    }

    /// Tells of a frame that could not be read; too many of them end the connection.
    void bad(String code, String message, Optional<String> id) {
        send(new ServerFrame.Error(code, message, id, OptionalInt.empty()));
        if (!code.equals(ErrorCode.BAD_FRAME.code())) {
            return;
        }
        ArrayDeque<Long> badFrames = offences().badFrames;
        long now = System.nanoTime();
        badFrames.addLast(now);
        while (now - badFrames.getFirst() > MINUTE_NANOS) {
            badFrames.removeFirst();
        }
        if (badFrames.size() > doorway.limits().badFramesPerMinuteMax()) {
            close(CloseCode.POLICY, "too many bad frames");
        }
    }

    private Offences offences() {
        Offences so = offences;
        if (so == null) {
            so = new Offences();
            offences = so;
        }
        return so;
    }

    void error(ErrorCode code, String message, Optional<String> id, OptionalInt retryAfter) {
        send(new ServerFrame.Error(code.code(), message, id, retryAfter));
    }

    /// A customer's are put in words, too.
    void send(ServerFrame frame) {
        ServerFrame worded =
                session.language()
                        .map(language -> new Voice(doorway.texts(), language).word(frame))
                        .orElse(frame);
        write(FrameCodec.encode(worded));
    }

    @Override
    public void write(byte[] frame) {
        if (closing) {
            return;
        }
        mustFit(frame.length);
        transport.text(frame);
        if (transport.waitingBytes() > outboxBytesMax() && JUDGING.compareAndSet(this, 0, 1)) {
            // What was written in one go has had no chance to leave yet.
            doorway.loop().runOnContext(_ -> judge());
        }
    }

    @Override
    public void writeAll(List<byte[]> frames) {
        mustFit(frames.stream().mapToInt(frame -> frame.length).sum());
        frames.forEach(this::write);
    }

    /// A long history must get through: nobody could ever resume.
    private void mustFit(int bytes) {
        if (bytes > doorway.limits().outboxBytesMax()) {
            largestBytes = Math.max(largestBytes, bytes);
        }
    }

    private long outboxBytesMax() {
        return (long) doorway.limits().outboxBytesMax() + largestBytes;
    }

    private void judge() {
        judging = 0;
        transport.flush();
        if (transport.waitingBytes() > outboxBytesMax()) {
            farewell("slow");
            close(CloseCode.TOO_SLOW, "read faster, or reconnect and resume");
        }
    }

    @Override
    public boolean congested() {
        return transport.congested();
    }

    @Override
    public void onDrain(Runnable then) {
        doorway.loop()
                .runOnContext(_ -> {
                    if (closing || congested()) {
                        if (drainers == null) {
                            drainers = new ArrayDeque<>();
                        }
                        drainers.addLast(then);
                    } else {
                        then.run();
                    }
                });
    }

    @Override
    public void drained() {
        ArrayDeque<Runnable> waiting = drainers;
        drainers = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /// Whether the peer is better not sent away now.
    boolean busy() {
        return session.busy();
    }

    /// Its end is told only after this time.
    void missedIn(Duration pause) {
        missedInSeconds = (int) Math.ceilDiv(pause.toMillis(), 1_000L);
    }

    /// How long after its end it is missed.
    Duration missedIn() {
        return Duration.ofSeconds(missedInSeconds);
    }

    /// Ends the connection at once, with nobody there to take part in a closing handshake.
    void cut() {
        closing = true;
        transport.cut();
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
            doorway.metrics().evicted(code);
            transport.close(code, reason);
            doorway.loop().runOnContext(_ -> doorway.beats().watch(this));
        }
    }

    /// Looks whether the peer is there and may stay, and pings it when it is time.
    @Override
    public long beat(boolean spare) {
        long now = System.nanoTime();
        if (closing) {
            return secondsToCut(now);
        }
        if (!doorway.clock().instant().isBefore(identity.expires())) {
            farewell("expired");
            close(CloseCode.TOKEN, "the token has expired");
            return -1;
        }
        if (!session.greeted()
                && now - helloSinceNanos >= doorway.limits().helloTimeout().toNanos()) {
            close(CloseCode.NO_HELLO, "no hello in time");
            return -1;
        }
        if (!spare && now - heardNanos >= 2 * doorway.limits().heartbeat().toNanos()) {
            doorway.metrics().lost();
            cut();
            return -1;
        }
        if (now - beatNanos >= doorway.limits().heartbeat().toNanos()) {
            beatNanos = now;
            transport.ping();
        }
        return secondsToNextBeat(now);
    }

    /// The close frame stands behind all that waits: who reads nothing would never see it.
    private long secondsToCut(long now) {
        long left = doorway.limits().closeTimeout().toNanos() - (now - closingNanos);
        if (ended) {
            return -1;
        }
        if (left <= 0) {
            cut();
            return -1;
        }
        return Math.ceilDiv(left, SECOND_NANOS);
    }

    private long secondsToNextBeat(long now) {
        long beat = doorway.limits().heartbeat().toNanos();
        long next = Math.min(beat - (now - beatNanos), 2 * beat - (now - heardNanos));
        if (!session.greeted()) {
            next =
                    Math.min(
                            next,
                            doorway.limits().helloTimeout().toNanos() - (now - helloSinceNanos));
        }
        long lifeMillis = Math.max(0, identity.expires().toEpochMilli() - doorway.clock().millis());
        long seconds =
                Math.min(Math.ceilDiv(next, 1_000_000_000L), Math.ceilDiv(lifeMillis, 1000L));
        return Math.max(1, seconds);
    }

    private static int bytes(String text) {
        return ByteBufUtil.utf8Bytes(text);
    }
}
