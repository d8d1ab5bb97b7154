package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// How long messages take: `messages --rates 1000,5000`. Customers on one node, whose conversations
/// are held by agents on another; both nodes are on one Redis. Words are said at a steady rate
/// whatever becomes of them, and their times count from when they were due: until they are
/// `accepted`, and until the agent has heard them. Status 0: nothing was lost, doubled or out of
/// order.
public final class Messages {

    /// So long is said at a rate before what counts.
    private static final int SETTLE_SECONDS = 3;

    private static final long BEGINS_IN_NANOS = 200_000_000;

    /// How long what is under way at the end of a rate may take: a queue that has grown in it is no
    /// matter of the next one's.
    private static final long REST_SECONDS = 90;

    private static final long LOOK_MS = 50;

    private final Options options;
    private final List<Integer> rates;
    private final int seconds;
    private final int warmUp;
    private final int customers;
    private final int capacity;

    private Messages(Options options) {
        this.options = options;
        rates = options.positives("rates", "5000");
        seconds = options.positive("seconds", 20);
        warmUp = options.number("warm-up", 20);
        customers = options.positive("customers", 1_000);
        capacity = options.positive("capacity", 5);
    }

    public static void main(String[] arguments) throws Exception {
        Options.main(
                "messages",
                options -> new Messages(options)::run,
                arguments,
                "rates",
                "customers",
                "capacity");
    }

    private boolean run(EventLoop loop) throws Exception {
        var fleet = new Fleet(options.given());
        fleet.start(List.of());
        fleet.start(List.of());
        ObjectNode results = Results.begin("messages").put("customers", customers);
        var report = new MessagesReport();
        var talks = new Talks(fleet, loop);
        talks.begin(customers, capacity);
        System.out.println(customers + " conversations are held");
        if (warmUp > 0) {
            // What warms up is what is measured.
            stage(fleet, talks, loop, 0, rates.get(rates.size() / 2), warmUp);
        }
        for (int i = 0; i < rates.size(); i++) {
            MessagesReport.Row row = stage(fleet, talks, loop, i + 1, rates.get(i), seconds);
            System.out.println(row.line());
            report.add(row);
            results.withArray("rates").add(row.json());
        }
        loop.execute(talks::end);
        options.publish(results, report.table(), report.charts(), report.passes());
        return report.passes();
    }

    private MessagesReport.Row stage(
            Fleet fleet, Talks talks, EventLoop loop, int number, int rate, int counted)
            throws InterruptedException {
        int settle = rate * SETTLE_SECONDS;
        var schedule =
                new Schedule(System.nanoTime() + BEGINS_IN_NANOS, rate, settle + rate * counted);
        var words = new Words("w" + number + "-", schedule, customers, settle);
        CompletableFuture<Void> said = Pacer.run(loop, schedule, talks.speaker(words));
        sleepUntil(schedule.dueNanos(settle));
        Usage from = Usage.of(fleet);
        sleepUntil(schedule.endNanos());
        Usage to = Usage.of(fleet);
        said.join();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
        while (!talks.on(words::allHere) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return new MessagesReport.Row(
                talks.on(words::outcome), to.since(from, (long) rate * counted));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
