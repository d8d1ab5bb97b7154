package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Whether a handshake is let in, for all event loops of a node, decided by a few atomic numbers
/// before anything dear is done for it. The limits are the node's and not an event loop's: the
/// kernel spreads connections over the loops by chance, and a share each would refuse at one while
/// another is idle.
public final class Admission {

    /// Of the handshakes of a second, how many may come at once: a loop that upgrades more in a row
    /// would keep its live sockets waiting.
    private static final int BURSTS_PER_SECOND = 5;

    private static final int BURST_SECONDS = 3;

    private final int inFlightMax;
    private final int socketsMax;
    private final Rate rate;
    private final Rate frames;
    private final Quotas<Long> addresses;
    private final Quotas<String> persons;
    private final AtomicLong earnedNanos = new AtomicLong(System.nanoTime());
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private volatile boolean closed;

    /// What is said to a handshake.
    sealed interface Answer {
        /// It goes on.
        record In(Visit visit) implements Answer {}

        /// It does not.
        record Refused(Refusal why) implements Answer {}
    }

    /// @param registry where those in flight are counted
    public Admission(GatewayConfig.Connection limits, MeterRegistry registry) {
        int perSecondMax = limits.handshakesPerSecondMax();
        this.inFlightMax = limits.handshakesInFlightMax();
        this.socketsMax = limits.socketsMax();
        this.rate = Rate.of(perSecondMax, Math.ceilDiv(perSecondMax, BURSTS_PER_SECOND));
        this.frames = Rate.of(limits.framesPerSecondMax(), limits.framesBurstMax());
        this.addresses =
                new Quotas<>(
                        limits.socketsPerAddressMax(), spread(limits.addressFramesPerSecondMax()));
        this.persons =
                new Quotas<>(
                        limits.socketsPerPersonMax(), spread(limits.personFramesPerSecondMax()));
        Gauge.builder("switchboard.handshakes.inflight", inFlight, AtomicInteger::get)
                .register(registry);
    }

    /// What was not sent for some seconds may be sent at once.
    private static Rate spread(int framesPerSecondMax) {
        return Rate.of(framesPerSecondMax, framesPerSecondMax * BURST_SECONDS);
    }

    /// Lets nobody in any more; whoever is in stays.
    public void close() {
        closed = true;
    }

    /// Asks for a handshake that has just begun. Whoever is let in gives back what it holds through
    /// its [Visit].
    ///
    /// @param address where it comes from, see [PeerAddresses]
    Answer arrive(long address) {
        if (closed) {
            return new Answer.Refused(Refusal.CLOSED);
        }
        if (sockets.incrementAndGet() > socketsMax) {
            sockets.decrementAndGet();
            return new Answer.Refused(Refusal.SOCKETS);
        }
        if (inFlight.incrementAndGet() > inFlightMax) {
            return giveBack(Refusal.IN_FLIGHT);
        }
        var quota = addresses.enter(address);
        if (quota.isEmpty()) {
            return giveBack(Refusal.ADDRESS);
        }
        var visit = new Visit(this, quota.get());
        // Last, so that nobody who is refused for another reason uses it up.
        if (!quota.get().spend()) {
            visit.gone();
            return new Answer.Refused(Refusal.ADDRESS_RATE);
        }
        if (!withinRate()) {
            visit.gone();
            return new Answer.Refused(Refusal.RATE);
        }
        return new Answer.In(visit);
    }

    private Answer giveBack(Refusal why) {
        greeted();
        gone();
        return new Answer.Refused(why);
    }

    /// How many frames one connection may send.
    Rate frames() {
        return frames;
    }

    Quotas<String> persons() {
        return persons;
    }

    private boolean withinRate() {
        while (true) {
            long now = System.nanoTime();
            long before = earnedNanos.get();
            long after = rate.take(before, now);
            if (after == before) {
                return false;
            }
            if (earnedNanos.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    void greeted() {
        inFlight.decrementAndGet();
    }

    void gone() {
        sockets.decrementAndGet();
    }
}
