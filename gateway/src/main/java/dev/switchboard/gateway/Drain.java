package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a node leaves its sockets to the others, one stage after another: it is not ready, and waits
/// for load balancers to notice; the agents go, so that they are elsewhere before their customers;
/// the customers go a slice at a time, those for whom an answer is being written when it has ended.
/// What is not finished in time is finished by the others, once this node's lease has ended.
///
/// A flow on a virtual thread. Nothing of it fails: what cannot be done is left to the end.
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration SLICE = Duration.ofMillis(50);

    /// An event loop that has not done its part by then will not.
    private static final long LOOP_SECONDS_MAX = 2;

    private final GatewayConfig.Drain times;
    private final Duration limit;
    private final Crowd crowd;
    private final CountDownLatch hastened = new CountDownLatch(1);
    private final Promise<Void> left = Promise.promise();
    private volatile Stage stage = Stage.SERVING;
    private volatile long begunNanos;

    /// Where a drain is.
    enum Stage {
        SERVING,
        NOTICE,
        SEATS,
        CUSTOMERS,
        LEAVING;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who is on the node, and the way out.
    interface Crowd {
        /// Lets nobody in any more.
        void closeDoors();

        /// Seats' sockets that are open.
        int seats();

        /// Customers' sockets that are open.
        int customers();

        /// Answers that are being written.
        int answers();

        /// Sends all seats away.
        ///
        /// @param within time within which they come back
        Future<Void> sendSeats(Duration within);

        /// Sends a slice of the customers away.
        ///
        /// @param slices how many there are to be, with this one
        /// @param spareBusy whether those stay for whom an answer is being written
        /// @param within time within which each comes back
        Future<Void> sendCustomers(int slices, boolean spareBusy, Duration within);
    }

    /// @param limit for all of it, whatever its stages may take
    Drain(GatewayConfig.Drain times, Duration limit, Crowd crowd, MeterRegistry registry) {
        this.times = times;
        this.limit = limit;
        this.crowd = crowd;
        registry.gauge(
                "switchboard.drain.active", this, drain -> drain.stage == Stage.SERVING ? 0 : 1);
        registry.gauge(
                "switchboard.drain.answers",
                this,
                drain -> drain.stage == Stage.SERVING ? 0 : drain.crowd.answers());
    }

    /// Begins, unless it has begun.
    ///
    /// @return completes when nobody is left, or the time is over
    synchronized Future<Void> begin() {
        if (stage == Stage.SERVING) {
            begunNanos = System.nanoTime();
            enter(Stage.NOTICE);
            crowd.closeDoors();
            Thread.ofVirtual().name("drain").start(this::run);
        }
        return left.future();
    }

    /// Waits for nothing any more.
    void hasten() {
        hastened.countDown();
    }

    /// Where it is.
    Stage stage() {
        return stage;
    }

    /// How far it is, and who is left.
    JsonObject progress() {
        return new JsonObject()
                .put("status", stage == Stage.SERVING ? "serving" : "draining")
                .put("stage", stage.code())
                .put("seats", crowd.seats())
                .put("customers", crowd.customers())
                .put("answers", crowd.answers());
    }

    private void run() {
        try {
            if (!empty()) {
                pause(times.notice());
            }
            if (crowd.seats() > 0) {
                enter(Stage.SEATS);
                await(crowd.sendSeats(times.seats()));
                pause(times.seats());
            }
            enter(Stage.CUSTOMERS);
            sendCustomers();
        } catch (InterruptedException _) {
            LOG.error("A drain was interrupted, which nothing here does");
        } finally {
            enter(Stage.LEAVING);
            left.complete();
        }
    }

    private void sendCustomers() throws InterruptedException {
        long from = System.nanoTime();
        boolean patient = true;
        while (patient && !empty()) {
            Duration passed = since(from);
            patient = passed.compareTo(times.answers()) < 0 && !hurried();
            long slices = patient ? times.spread().minus(passed).dividedBy(SLICE) : 1;
            // Who was still at the door when it closed.
            await(crowd.sendSeats(times.seats()));
            await(crowd.sendCustomers((int) Math.max(1, slices), patient, times.spread()));
            pause(SLICE);
        }
    }

    private boolean empty() {
        return crowd.seats() == 0 && crowd.customers() == 0 && crowd.answers() == 0;
    }

    private void pause(Duration time) throws InterruptedException {
        Duration rest = limit.minus(since(begunNanos));
        Duration shorter = time.compareTo(rest) < 0 ? time : rest;
        var _ = hastened.await(shorter.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean hurried() {
        return hastened.getCount() == 0 || since(begunNanos).compareTo(limit) >= 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void await(Future<Void> part) throws InterruptedException {
        try {
            part.toCompletionStage().toCompletableFuture().get(LOOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("Could not send some sockets away");
        }
    }

    private void enter(Stage next) {
        stage = next;
        LOG.atInfo()
                .addKeyValue("stage", next.code())
                .addKeyValue("seats", crowd.seats())
                .addKeyValue("customers", crowd.customers())
                .addKeyValue("answers", crowd.answers())
                .log("Drained further");
    }
}
