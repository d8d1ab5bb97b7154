package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.load.Tokens;
import switchboard.load.holder.Latencies;

/// How long a handoff that was decided on one node takes to be offered at a seat on another:
/// `handoffs --seats 1000 --rate 200`. The first node leads the pool and has the customers, who ask
/// for a person at a steady rate; seats accept and end. The time runs from `accepted`, which a
/// customer is sent once the handoff is committed, to the `offer`; and from when the customer was
/// due to ask. Status 0: each was offered.
public final class Handoffs implements Desk.Watcher, Customer.Watcher {

    private static final int ARRIVALS_PER_SECOND = 400;
    private static final int ARRIVALS_UNDER_WAY = 100;
    private static final int CAPACITY = 4;
    private static final int SOCKETS_MAX = 18_000;
    private static final long BEGINS_IN_NANOS = 200_000_000;
    private static final long REST_SECONDS = 20;
    private static final long LOOK_MS = 50;

    private final Options options;
    private final int seats;
    private final int rate;
    private final int count;
    private final int counted;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Latencies sinceDecided = new Latencies();
    private final Latencies sinceDue = new Latencies();
    private final List<Customer> customers = new ArrayList<>();
    private final long[] decided;
    private final boolean[] offered;
    private Schedule schedule = new Schedule(0, 1, 1);
    private Optional<Arrivals> arriving = Optional.empty();
    private int missing;
    private String trouble = "";
    private boolean over;

    private Handoffs(Options options) {
        this.options = options;
        seats = options.positive("seats", 1_000);
        rate = options.positive("rate", 200);
        counted = rate * options.positive("seconds", 20);
        count = rate * options.number("warm-up", 20) + counted;
        if (count > SOCKETS_MAX) {
            throw new IllegalArgumentException(
                    "each handoff has a socket of its own: %,d are more than %,d"
                            .formatted(count, SOCKETS_MAX));
        }
        missing = count;
        decided = new long[count];
        offered = new boolean[count];
    }

    public static void main(String[] arguments) throws Exception {
        Options.main("handoffs", options -> new Handoffs(options)::run, arguments, "seats", "rate");
    }

    private boolean run(EventLoop loop) throws Exception {
        var fleet = new Fleet(options.given());
        URI leads = fleet.start(List.of()).address();
        Metrics.await(leads, "switchboard_pool_leads 1.0");
        URI other = fleet.start(List.of()).address();
        come(loop, fleet.tokens(), leads, other);
        System.out.printf("%,d seats and %,d customers are there%n", seats, count);
        schedule = new Schedule(System.nanoTime() + BEGINS_IN_NANOS, rate, count);
        CompletableFuture<Void> asked = Pacer.run(loop, schedule, i -> customers.get(i).asks());
        Usage from = usageAt(fleet, schedule.dueNanos(count - counted));
        Usage to = usageAt(fleet, schedule.endNanos());
        asked.join();
        boolean all = awaitOffers(loop);
        loop.execute(() -> over = true);
        return report(all, to.since(from, counted));
    }

    private void come(EventLoop loop, Tokens tokens, URI leads, URI other) {
        var dialer = new Dialer(loop, Optional.empty());
        var desk = new Desk(other, tokens, dialer, arrivals(loop), this);
        arriving.orElseThrow().come(desk.agents(seats, CAPACITY)).join();
        List<Runnable> coming = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var customer = new Customer(Integer.toString(i), this);
            customers.add(customer);
            coming.add(() -> customer.come(leads, tokens, dialer));
        }
        arrivals(loop).come(coming).join();
    }

    private Arrivals arrivals(EventLoop loop) {
        var arrivals = new Arrivals(loop, ARRIVALS_PER_SECOND, ARRIVALS_UNDER_WAY);
        arriving = Optional.of(arrivals);
        return arrivals;
    }

    private static Usage usageAt(Fleet fleet, long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        return Usage.of(fleet);
    }

    private boolean awaitOffers(EventLoop loop) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
        int still;
        do {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            still = CompletableFuture.supplyAsync(() -> missing, loop).join();
        } while (still > 0 && System.nanoTime() < until);
        return still == 0;
    }

    private boolean report(boolean all, ObjectNode usage) throws Exception {
        String table =
                """

                | | p50, ms | p99 | p99.9 | of |
                |---|---|---|---|---|
                """
                        + row("decided to offer", sinceDecided)
                        + row("asked to offer", sinceDue);
        ObjectNode results =
                Results.begin("handoffs")
                        .put("seats", seats)
                        .put("perSecond", rate)
                        .put("missing", missing);
        results.set("decidedToOfferMs", Results.percentiles(sinceDecided));
        results.set("askedToOfferMs", Results.percentiles(sinceDue));
        results.set("usage", usage);
        boolean passed = all && trouble.isEmpty();
        options.publish(results, table, List.of(), passed);
        System.out.printf(
                "%,d without an offer%s; %s%n",
                missing, trouble.isEmpty() ? "" : "; " + trouble, usage);
        return passed;
    }

    private static String row(String what, Latencies of) {
        return "| %s | %s | %,d |%n"
                .formatted(what, Results.triple(of).replace(", ", " | "), of.count());
    }

    @Override
    public void welcomed(Customer customer) {
        numbers.put(customer.conversation(), Integer.parseInt(customer.name()));
        arriving.orElseThrow().arrived();
    }

    @Override
    public void told(Customer customer, String frame, long nowNanos) {
        if (Fields.isOf(frame, "accepted")) {
            int i = Integer.parseInt(customer.name());
            decided[i] = nowNanos;
            if (offered[i]) {
                // The offer was quicker than the acceptance on its way to this process.
                record(sinceDecided, i, 0);
            }
        } else if (Fields.isOf(frame, "error")) {
            trouble = frame;
        }
    }

    @Override
    public void offered(String conversation, long nowNanos) {
        int i = numbers.getOrDefault(conversation, -1);
        if (i < 0 || offered[i]) {
            return;
        }
        offered[i] = true;
        missing--;
        record(sinceDue, i, nowNanos - schedule.dueNanos(i));
        if (decided[i] != 0) {
            record(sinceDecided, i, nowNanos - decided[i]);
        }
    }

    private void record(Latencies latencies, int i, long nanos) {
        if (i >= count - counted) {
            latencies.record(Duration.ofNanos(nanos));
        }
    }

    @Override
    public void assigned(String conversation, Wire seat) {
        seat.send(
                "{\"type\":\"close\",\"conversation\":\""
                        + conversation
                        + "\",\"disposition\":\"solved\"}");
    }

    @Override
    public void heard(String frame, long nowNanos) {
        if (Fields.isOf(frame, "error")) {
            trouble = frame;
        }
    }

    @Override
    public void left(String seat, int why) {
        lost(seat, why);
    }

    @Override
    public void lost(Customer customer, int why) {
        lost(customer.name(), why);
    }

    private void lost(String who, int why) {
        if (!over) {
            trouble = who + " lost the socket: " + why;
            arriving.ifPresent(a -> a.failed(trouble));
        }
    }
}
