package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The order in which a node sends away whoever is there.
@Timeout(30)
class DrainTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void doors_close_then_seats_go_then_customers_in_slices() throws Exception {
        var crowd = new Crowd(2, 10, 0);
        var drain = drain(times(ms(1), ms(1), ms(200), NEVER), NEVER, crowd);

        end(drain);

        assertThat(crowd.heard.getFirst()).isEqualTo("doors");
        assertThat(crowd.heard.get(1)).isEqualTo("seats");
        assertThat(crowd.heard.stream().filter(h -> h.startsWith("customers")))
                .hasSizeGreaterThan(1)
                .first()
                .asString()
                .startsWith("customers, idle, of slices ");
        assertThat(crowd.customers).isZero();
    }

    @Test
    void nobody_is_waited_for_where_nobody_is() throws Exception {
        var crowd = new Crowd(0, 0, 0);

        end(drain(times(NEVER, NEVER, NEVER, NEVER), NEVER, crowd));

        assertThat(crowd.heard).containsExactly("doors");
    }

    @Test
    void an_answer_is_waited_for_and_then_left() throws Exception {
        var crowd = new Crowd(0, 1, 1);
        crowd.busy = 1;

        end(drain(times(ms(1), ms(1), ms(1), ms(120)), NEVER, crowd));

        assertThat(crowd.heard)
                .contains("customers, idle, of slices 1")
                .last()
                .isEqualTo("customers, all, of slices 1");
        assertThat(crowd.customers).isZero();
    }

    @Test
    void hurry_ends_every_wait() throws Exception {
        var crowd = new Crowd(1, 5, 1);
        crowd.busy = 1;
        var drain = drain(times(NEVER, NEVER, NEVER, NEVER), NEVER, crowd);
        Future<Void> left = drain.begin();
        assertThat(drain.stage()).isEqualTo(Drain.Stage.NOTICE);

        drain.hasten();

        end(left);
        assertThat(crowd.customers + crowd.seats).isZero();
    }

    @Test
    void the_limit_of_the_whole_hastens_it() throws Exception {
        var crowd = new Crowd(1, 5, 1);
        crowd.busy = 1;

        end(drain(times(NEVER, NEVER, NEVER, NEVER), ms(50), crowd));

        assertThat(crowd.customers + crowd.seats).isZero();
    }

    @Test
    void it_begins_once() throws Exception {
        var crowd = new Crowd(0, 3, 0);
        var drain = drain(times(ms(1), ms(1), ms(1), NEVER), NEVER, crowd);

        drain.begin();
        end(drain);

        assertThat(crowd.heard).containsOnlyOnce("doors");
        assertThat(drain.progress().getString("stage")).isEqualTo("leaving");
    }

    private static Drain drain(GatewayConfig.Drain times, Duration limit, Crowd crowd) {
        return new Drain(times, limit, crowd, new SimpleMeterRegistry());
    }

    private static GatewayConfig.Drain times(
            Duration notice, Duration seats, Duration spread, Duration answers) {
        return new GatewayConfig.Drain(notice, seats, spread, answers);
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private static void end(Drain drain) throws Exception {
        end(drain.begin());
    }

    private static void end(Future<Void> left) throws Exception {
        left.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// Who is there, as numbers. Its sockets close as they are told to.
    private static final class Crowd implements Drain.Crowd {
        final List<String> heard = new ArrayList<>();
        volatile int seats;
        volatile int customers;
        volatile int busy;
        final int answers;

        Crowd(int seats, int customers, int answers) {
            this.seats = seats;
            this.customers = customers;
            this.answers = answers;
        }

        @Override
        public void closeDoors() {
            heard.add("doors");
        }

        @Override
        public int seats() {
            return seats;
        }

        @Override
        public int customers() {
            return customers;
        }

        @Override
        public int answers() {
            return answers;
        }

        @Override
        public Future<Void> sendSeats(Duration within) {
            if (seats > 0) {
                heard.add("seats");
            }
            seats = 0;
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> sendCustomers(int slices, boolean spareBusy, Duration within) {
            heard.add("customers, %s, of slices %d".formatted(spareBusy ? "idle" : "all", slices));
            int leaving = customers - (spareBusy ? busy : 0);
            customers -= Math.ceilDiv(leaving, slices);
            return Future.succeededFuture();
        }
    }
}
