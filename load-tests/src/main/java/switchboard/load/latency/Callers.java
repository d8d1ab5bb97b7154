package switchboard.load.latency;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import switchboard.load.Tokens;
import switchboard.load.holder.WebSocketBytes;

/// Clients who connect, are let in, leave, and connect again, each as somebody new. On one event
/// loop, but for the counts.
final class Callers {

    private final URI address;
    private final Tokens tokens;
    private final Dialer dialer;
    private final AtomicLong done = new AtomicLong();
    private final Map<Integer, Integer> failures = new TreeMap<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private long calls;
    private int underWay;
    private boolean over;

    Callers(URI address, Tokens tokens, Dialer dialer) {
        this.address = address;
        this.tokens = tokens;
        this.dialer = dialer;
    }

    /// @param atOnce how many
    void begin(int atOnce) {
        underWay = atOnce;
        for (int i = 0; i < atOnce; i++) {
            call();
        }
    }

    /// Nobody connects any more.
    void end() {
        over = true;
    }

    /// Waits until those who had connected when it was over are gone.
    void awaitGone() {
        gone.join();
    }

    private void call() {
        long number = calls++;
        var call = new Call();
        var wire =
                new Wire(
                        () ->
                                WebSocketBytes.handshake(
                                        address.getAuthority(),
                                        "/chat",
                                        tokens.customer("caller-" + number)),
                        call);
        dialer.dial(address, wire, call);
    }

    /// Upgrades that have succeeded.
    long done() {
        return done.get();
    }

    /// Those that have not, by status; 0 where there was none.
    Map<Integer, Integer> failures() {
        return Map.copyOf(failures);
    }

    private final class Call implements Wire.Peer {

        private boolean succeeded;

        @Override
        public void opened(Wire wire) {
            succeeded = true;
            done.incrementAndGet();
            wire.leave();
        }

        @Override
        public void text(Wire wire, String frame) {
            throw new IllegalStateException("who says no hello is told " + frame);
        }

        @Override
        public void ended(int why) {
            if (!succeeded) {
                failures.merge(why, 1, Integer::sum);
            }
            if (!over) {
                call();
            } else if (--underWay == 0) {
                gone.complete(null);
            }
        }
    }
}
