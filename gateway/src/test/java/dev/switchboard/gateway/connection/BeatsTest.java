package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeatsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void a_loop_that_was_held_up_takes_nobody_for_gone_until_it_has_read_what_came() {
        var beats = new Beats(vertx);
        beats.stop();
        List<Boolean> spared = new ArrayList<>();
        beats.watch(spare -> {
            spared.add(spare);
            return 1;
        });
        long now = System.nanoTime();
        for (long pause : List.of(1, 5, 1, 1, 1)) {
            now += pause * SECOND;
            beats.turn(now);
        }
        assertThat(spared).containsExactly(false, false, true, true, false, false);
    }

    @Test
    void who_is_to_be_looked_at_later_is_looked_at_then_and_who_is_not_never() {
        var beats = new Beats(vertx);
        beats.stop();
        List<Integer> turns = new ArrayList<>();
        long begin = System.nanoTime();
        int[] turn = {0};
        beats.watch(_ -> {
            turns.add(turn[0]);
            return turns.size() < 3 ? 3 : -1;
        });
        for (turn[0] = 1; turn[0] < 20; turn[0]++) {
            beats.turn(begin + turn[0] * SECOND);
        }
        assertThat(turns).containsExactly(0, 3, 6);
    }
}
