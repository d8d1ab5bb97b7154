package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Sockets, in numbers, of all the event loops of a node. What has not happened yet is there with a
/// zero, so that its first time is a rise.
public final class SocketMetrics {

    private static final Duration[] HANDSHAKES = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    /// Of the codes that WebSocket itself has.
    private static final int WEB_SOCKET_CODE_MIN = 1000;

    private static final int WEB_SOCKET_CODE_MAX = 1015;

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Timer handshakes;
    private final AtomicInteger customers;
    private final AtomicInteger seats;
    private final Sessions customer;
    private final Sessions agent;
    private final Sessions supervisor;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Map<Visit.Scope, Counter> tooMany = new EnumMap<>(Visit.Scope.class);
    private final Map<CloseCode, Counter> evicted = new EnumMap<>(CloseCode.class);
    private final Counter lost;

    /// @param registry where they are counted
    public SocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter("switchboard.handshakes.accepted");
        this.handshakes =
                Timer.builder("switchboard.handshakes.time")
                        .description("From a request for a WebSocket to the socket")
                        .serviceLevelObjectives(HANDSHAKES)
                        .register(registry);
        this.customers = registry.gauge("switchboard.sockets.customers", new AtomicInteger());
        this.seats = registry.gauge("switchboard.sockets.seats", new AtomicInteger());
        this.customer = new Sessions(registry, "customer");
        this.agent = new Sessions(registry, "agent");
        this.supervisor = new Sessions(registry, "supervisor");
        for (Refusal why : Refusal.values()) {
            refused.put(
                    why,
                    registry.counter(
                            "switchboard.handshakes.refused",
                            "status",
                            Integer.toString(why.status()),
                            "why",
                            why.why()));
        }
        for (Visit.Scope scope : Visit.Scope.values()) {
            tooMany.put(
                    scope, registry.counter("switchboard.frames.toomany", "scope", scope.word()));
        }
        for (CloseCode code : CloseCode.values()) {
            evicted.put(code, evicted(Integer.toString(code.code())));
        }
        this.lost = evicted("none");
    }

    private Counter evicted(String code) {
        return registry.counter("switchboard.sockets.evicted", "code", code);
    }

    /// The open sockets of one role, by how far they have come.
    static final class Sessions {
        private final AtomicInteger greeting;
        private final AtomicInteger welcomed;

        Sessions(MeterRegistry registry, String role) {
            this.greeting = gauge(registry, role, "greeting");
            this.welcomed = gauge(registry, role, "welcomed");
        }

        private static AtomicInteger gauge(MeterRegistry registry, String role, String state) {
            return registry.gauge(
                    "switchboard.sessions.open",
                    Tags.of("role", role, "state", state),
                    new AtomicInteger());
        }

        /// One has opened, and has yet to hear an answer to its `hello`.
        void opened() {
            greeting.incrementAndGet();
        }

        /// Its `hello` was answered, or it goes without.
        void greeted() {
            greeting.decrementAndGet();
            welcomed.incrementAndGet();
        }

        /// One that was greeted is gone.
        void gone() {
            welcomed.decrementAndGet();
        }
    }

    Sessions sessions(Identity identity) {
        return switch (identity) {
            case Identity.Customer _ -> customer;
            case Identity.Agent staff -> staff.supervisor() ? supervisor : agent;
        };
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

    /// @param nanos that the handshake took
    void accepted(long nanos) {
        accepted.increment();
        handshakes.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(Refusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }

    /// Of frames that were not read.
    void tooMany(Visit.Scope scope) {
        Objects.requireNonNull(tooMany.get(scope)).increment();
    }

    /// Of sockets that the gateway closed.
    void evicted(CloseCode code) {
        Objects.requireNonNull(evicted.get(code)).increment();
    }

    /// Of sockets whose peer fell silent.
    void lost() {
        lost.increment();
    }

    /// A peer may close with whatever code it likes, and could make as many series.
    void closed(OptionalInt code) {
        int number = code.orElse(0);
        String tag = code.isEmpty() ? "none" : isKnown(number) ? Integer.toString(number) : "other";
        registry.counter("switchboard.sockets.closed", "code", tag).increment();
    }

    private static boolean isKnown(int code) {
        return (code >= WEB_SOCKET_CODE_MIN && code <= WEB_SOCKET_CODE_MAX)
                || Arrays.stream(CloseCode.values()).anyMatch(ours -> ours.code() == code);
    }
}
