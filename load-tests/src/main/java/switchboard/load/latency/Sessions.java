package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import switchboard.load.Json;
import switchboard.load.holder.ChildProcess;
import switchboard.load.holder.Memory;
import switchboard.load.holder.OwnNode;

/// What sessions take that are there and say nothing: `sessions --sessions 10000`. The node's heap
/// is touched from the start, so that what its process grows by is outside the heap. Status 0: all
/// were there to the end.
public final class Sessions implements Customer.Watcher {

    private static final String TOUCHED = "-Xms1g -Xmx1g -XX:+AlwaysPreTouch";
    private static final int ARRIVALS_UNDER_WAY = 100;

    /// Who comes and goes before the rest, so that code and buffers are there.
    private static final int FIRST_PERCENT = 10;

    private static final long GONE_SECONDS = 3;
    private static final long EMPTY_SECONDS = 10;

    private final Options options;
    private final int sessions;
    private final int rate;
    private final int seconds;
    private final List<Boolean> kinds;
    private Optional<Arrivals> arriving = Optional.empty();
    private boolean leaving;
    private int lost;

    private Sessions(Options options) {
        this.options = options;
        sessions = options.positive("sessions", 10_000);
        rate = options.positive("rate", 500);
        // Two heartbeats of each.
        seconds = options.positive("seconds", 50);
        kinds =
                options.words("kinds", "plain,tls").stream()
                        .map(kind -> {
                            if (!kind.equals("plain") && !kind.equals("tls")) {
                                throw new IllegalArgumentException(
                                        "--kinds are plain and tls, not " + kind);
                            }
                            return kind.equals("tls");
                        })
                        .toList();
    }

    public static void main(String[] arguments) throws Exception {
        Options.main(
                "sessions",
                options -> new Sessions(options)::run,
                arguments,
                "sessions",
                "rate",
                "kinds");
    }

    private boolean run(EventLoop loop) throws Exception {
        ObjectNode results = Results.begin("sessions").put("sessions", sessions);
        var table =
                new StringBuilder(
                        """

                        | connection | heap, bytes each | outside the heap | the kernel | CPU idle, µs a second each | CPU to come, µs each | lost |
                        |---|---|---|---|---|---|---|
                        """);
        for (boolean tls : kinds) {
            ObjectNode found = measured(loop, tls);
            results.withArray("kinds").add(found);
            table.append(
                    "| %s | %,.0f | %,.0f | %,.0f | %s | %s | %d |\n"
                            .formatted(
                                    found.path("connection").asText(),
                                    found.path("heapBytesEach").asDouble(),
                                    found.path("nativeBytesEach").asDouble(),
                                    found.path("kernelBytesEach").asDouble(),
                                    Results.figure(found.path("idleMicrosEach").asDouble()),
                                    Results.figure(found.path("arrivalMicrosEach").asDouble()),
                                    lost));
        }
        options.publish(results, table.toString(), List.of(), lost == 0);
        results.path("kinds")
                .forEach(found ->
                        System.out.print(
                                HeapDifference.table(
                                        found.path("connection").asText(),
                                        found.path("heapBytesEachByClass"))));
        return lost == 0;
    }

    private ObjectNode measured(EventLoop loop, boolean tls) throws Exception {
        Map<String, String> given = new HashMap<>(options.given());
        given.merge("java-opts", TOUCHED, (more, touched) -> touched + " " + more);
        var fleet = new Fleet(given);
        OwnNode node =
                fleet.start(tls ? Certificate.make(fleet.directory()).settings() : List.of());
        var dialer =
                new Dialer(
                        loop,
                        tls
                                ? Optional.of(new ClientTls(false, Optional.empty()))
                                : Optional.empty());
        leave(loop, come(loop, fleet, dialer, "first-", sessions * FIRST_PERCENT / 100));
        Taken quiet = Taken.of(node);
        TimeUnit.SECONDS.sleep(EMPTY_SECONDS);
        Taken empty = Taken.of(node);
        List<Customer> all = come(loop, fleet, dialer, "session-", sessions);
        Taken come = Taken.cpuOf(node);
        Taken full = Taken.of(node);
        TimeUnit.SECONDS.sleep(seconds);
        Taken held = Taken.cpuOf(node);
        ObjectNode found = found(tls, quiet, empty, come, full, held);
        leave(loop, all);
        node.process().destroy();
        node.process().waitFor();
        fleet.redis().destroy();
        return found;
    }

    private ObjectNode found(
            boolean tls, Taken quiet, Taken empty, Taken come, Taken full, Taken held) {
        double alone = empty.cpuSince(quiet) / empty.secondsSince(quiet);
        double idle = held.cpuSince(full) / held.secondsSince(full) - alone;
        double arriving = come.cpuSince(empty) - alone * come.secondsSince(empty);
        ObjectNode found = Json.object();
        ObjectNode classes = found.putObject("heapBytesEachByClass");
        HeapDifference.of(empty.heap, full.heap, sessions).forEach(classes::put);
        return found.put("connection", tls ? "TLS" : "plain")
                .put("heapBytesEach", each(full.heapBytes() - empty.heapBytes()))
                .put("nativeBytesEach", each(full.rssBytes - empty.rssBytes))
                // The client's ends are this kernel's as well.
                .put("kernelBytesEach", each(full.slabBytes - empty.slabBytes) / 2)
                .put("idleMicrosEach", idle * 1e6 / sessions)
                .put("arrivalMicrosEach", arriving * 1e6 / sessions)
                .put("nodeMicrosAlone", alone * 1e6);
    }

    private double each(long bytes) {
        return (double) bytes / sessions;
    }

    private List<Customer> come(
            EventLoop loop, Fleet fleet, Dialer dialer, String name, int count) {
        var arrivals = new Arrivals(loop, rate, ARRIVALS_UNDER_WAY);
        arriving = Optional.of(arrivals);
        leaving = false;
        List<Customer> customers = new ArrayList<>();
        List<Runnable> coming = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var customer = new Customer(name + i, this);
            customers.add(customer);
            coming.add(() ->
                    customer.come(fleet.nodes().getFirst().address(), fleet.tokens(), dialer));
        }
        arrivals.come(coming).join();
        return customers;
    }

    private void leave(EventLoop loop, List<Customer> customers) throws InterruptedException {
        loop.execute(() -> {
            leaving = true;
            customers.forEach(Customer::leaves);
        });
        TimeUnit.SECONDS.sleep(GONE_SECONDS);
    }

    @Override
    public void welcomed(Customer customer) {
        arriving.orElseThrow().arrived();
    }

    @Override
    public void told(Customer customer, String frame, long nowNanos) {
        throw new IllegalStateException("who says nothing is told " + frame);
    }

    @Override
    public void lost(Customer customer, int why) {
        if (!leaving) {
            lost++;
            arriving.orElseThrow().failed(customer.name() + " lost the socket: " + why);
        }
    }

    /// What the node and the kernel have taken up to a moment.
    private record Taken(
            long atNanos,
            double cpuSeconds,
            Map<String, Long> heap,
            long rssBytes,
            long slabBytes) {

        Taken {
            heap = Map.copyOf(heap);
        }

        /// After a full collection, which is not counted as CPU of what comes after.
        static Taken of(OwnNode node) {
            Map<String, Long> heap = ChildProcess.liveHeap(node.process());
            return new Taken(
                    System.nanoTime(),
                    CpuTime.of(node.process().toHandle()).seconds(),
                    heap,
                    ChildProcess.rssBytes(node.process().toHandle()),
                    Memory.kernelBytes());
        }

        static Taken cpuOf(OwnNode node) {
            return new Taken(
                    System.nanoTime(),
                    CpuTime.of(node.process().toHandle()).seconds(),
                    Map.of(),
                    0,
                    0);
        }

        long heapBytes() {
            return heap.values().stream().mapToLong(Long::longValue).sum();
        }

        double cpuSince(Taken from) {
            return cpuSeconds - from.cpuSeconds;
        }

        double secondsSince(Taken from) {
            return (atNanos - from.atNanos) / 1e9;
        }
    }
}
