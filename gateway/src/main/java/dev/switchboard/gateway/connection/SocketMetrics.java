package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// Sockets, in numbers, of all the event loops of a node.
public final class SocketMetrics {

    private final MeterRegistry registry;
    private final Counter accepted;
    private final AtomicInteger customers;
    private final AtomicInteger seats;

    /// @param registry where they are counted
    public SocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter("switchboard.handshakes.accepted");
        this.customers = registry.gauge("switchboard.sockets.customers", new AtomicInteger());
        this.seats = registry.gauge("switchboard.sockets.seats", new AtomicInteger());
    }

    AtomicInteger open(Identity identity) {
        return identity instanceof Identity.Customer ? customers : seats;
    }

    /// Customers' sockets that are open.
    public int customers() {
        return customers.get();
    }

    /// Seats' sockets that are open.
    public int seats() {
        return seats.get();
    }

    void accepted() {
        accepted.increment();
    }

    void refused(Refusal why) {
        registry.counter(
                        "switchboard.handshakes.refused",
                        "status",
                        Integer.toString(why.status()),
                        "why",
                        why.why())
                .increment();
    }

    /// Of frames that were not read.
    void tooMany(Visit.Scope scope) {
        registry.counter("switchboard.frames.toomany", "scope", scope.word()).increment();
    }

    /// Of sockets that the gateway closed.
    void evicted(CloseCode code) {
        registry.counter("switchboard.sockets.evicted", "code", Integer.toString(code.code()))
                .increment();
    }

    /// Of sockets whose peer fell silent.
    void lost() {
        registry.counter("switchboard.sockets.evicted", "code", "none").increment();
    }

    void closed(OptionalInt code) {
        int c = code.orElse(0);
        String tag = c == 0 ? "none" : c >= 1000 && c < 5000 ? Integer.toString(c) : "other";
        registry.counter("switchboard.sockets.closed", "code", tag).increment();
    }
}
