package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

/// What a lost connection leaves behind.
class ReconnectTest extends RedisTest {

    @Test
    void who_wants_to_know_hears_on_the_same_event_loop_that_a_connection_was_made_anew()
            throws Exception {
        Promise<Thread> heard = Promise.promise();
        store.onReconnected(() -> heard.tryComplete(Thread.currentThread()));
        Thread mine = get(() -> store.ping().map(_ -> Thread.currentThread()));
        assertThat(heard.future().isComplete()).isFalse();
        raw("CLIENT KILL TYPE normal SKIPME yes");
        assertThat(get(heard::future)).isSameAs(mine);
        get(store::ping);
    }
}
