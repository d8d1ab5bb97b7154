package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.wire.AgentFrame;
import dev.switchboard.routing.pool.Withdrawal;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttentionTest {

    private static final AgentFrame TYPING = new AgentFrame.Typing("c");

    private int signs;
    private Future<Void> told = Future.succeededFuture();
    private final Attention attention =
            new Attention(() -> {
                signs++;
                return told;
            });

    @Test
    void whatever_an_agent_sends_after_letting_an_offer_pass_is_a_sign_of_life_once() {
        attention.asked("o");
        attention.withdrawn("o", Withdrawal.TIMEOUT);
        attention.seated("not-responding");
        attention.sent(new AgentFrame.Ping());
        assertThat(signs).isZero();
        attention.sent(TYPING);
        attention.sent(TYPING);
        assertThat(signs).isEqualTo(1);
    }

    @Test
    void who_was_asked_nothing_or_has_answered_is_there() {
        attention.sent(TYPING);
        assertThat(signs).isZero();
        attention.neverAsked();
        attention.seated("not-responding");
        attention.asked("o");
        attention.sent(new AgentFrame.Accept("o"));
        attention.withdrawn("o", Withdrawal.RESCINDED);
        attention.seated("not-responding");
        assertThat(signs).isEqualTo(3);
    }

    @Test
    void an_offer_that_went_with_its_customer_was_not_let_pass() {
        attention.asked("o");
        attention.withdrawn("o", Withdrawal.CUSTOMER_LEFT);
        attention.seated("not-responding");
        assertThat(signs).isEqualTo(1);
    }

    @Test
    void a_program_that_connects_again_is_no_sign_of_life() {
        attention.welcomed("not-responding");
        attention.seated("not-responding");
        attention.neverAsked();
        assertThat(signs).isZero();
        attention.sent(new AgentFrame.Decline("o", Optional.empty()));
        attention.sent(TYPING);
        assertThat(signs).as("the pool hears of the decline itself").isZero();
    }

    @Test
    void a_sign_that_did_not_arrive_is_given_again() {
        told = Future.failedFuture("away");
        attention.welcomed("not-responding");
        attention.sent(TYPING);
        attention.sent(TYPING);
        assertThat(signs).isEqualTo(2);
    }
}
