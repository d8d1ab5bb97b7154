package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferRulesTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void an_offer_tells_the_agent_what_it_is_about_and_until_when() {
        scenario.agent("ana", 1, "sv").seconds(1).enqueue("c1");

        assertThat(scenario.effects(PoolEffect.Offer.class))
                .containsExactly(
                        new PoolEffect.Offer(
                                "ana",
                                "1001000-1-0",
                                "c1",
                                1,
                                Reason.DIRECT_REQUEST,
                                "sv",
                                "Help me.",
                                false,
                                scenario.now(),
                                scenario.now().plusSeconds(20)));
    }

    @Test
    void offers_of_one_command_have_different_ids() {
        scenario.enqueue("c1").enqueue("c2").agent("ana", 2, "sv");

        assertThat(scenario.offer("c1").id()).endsWith("-0");
        assertThat(scenario.offer("c2").id()).endsWith("-1");
    }

    @Test
    void an_accepted_offer_asks_the_conversation_for_its_commit() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.accept("ana", offer);

        assertThat(scenario.effects())
                .containsExactly(
                        new PoolEffect.Assign("c1", 1, "ana", "ana", offer, false, List.of("sv")));
        assertThat(scenario.stage("c1"))
                .isEqualTo(new Stage.Accepted("ana", "ana", offer, false, List.of("sv")));
    }

    @Test
    void an_accept_sent_again_asks_for_the_same_commit_and_is_no_refusal() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.accept("ana", offer).accept("ana", offer);

        assertThat(scenario.effects())
                .containsExactly(
                        new PoolEffect.Assign("c1", 1, "ana", "ana", offer, false, List.of("sv")));
    }

    @Test
    void an_accept_sent_again_after_the_commit_is_silent() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.serve("c1").accept("ana", offer);

        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void an_offer_is_only_its_own_seats_to_accept() {
        scenario.agent("ana", 1, "sv").enqueue("c1").agent("bo", 1, "sv");
        String offer = scenario.offer("c1").id();
        scenario.accept("bo", offer);

        assertThat(scenario.effects()).containsExactly(new PoolEffect.AcceptRefused("bo", offer));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void an_offer_nobody_made_is_refused() {
        scenario.accept("nobody", "1-1-0");

        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.AcceptRefused("nobody", "1-1-0"));
    }

    @Test
    void a_declined_offer_goes_to_the_next_seat_with_its_old_age() {
        scenario.agent("ana", 2, "sv").agent("bo", 2, "sv").enqueue("c1");
        var enqueuedAt = scenario.now();
        scenario.seconds(5).decline("ana", scenario.offer("c1").id());

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
        assertThat(scenario.effects(PoolEffect.Offer.class).getFirst().enqueuedAt())
                .isEqualTo(enqueuedAt);
    }

    @Test
    void a_declined_item_is_before_younger_ones_in_the_queue() {
        scenario.agent("ana", 1, "sv").enqueue("old").seconds(1).enqueue("young");
        scenario.decline("ana", scenario.offer("old").id());
        assertThat(scenario.offeredTo("young")).isEqualTo("ana");

        scenario.seconds(1).agent("bo", 1, "sv");

        assertThat(scenario.offeredTo("old")).isEqualTo("bo");
    }

    @Test
    void a_decliner_is_not_offered_it_again_even_where_nobody_else_is_there() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id());
        assertThat(scenario.waits("c1")).isTrue();

        scenario.seconds(60).tick().available("ana");

        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_decliner_who_left_and_came_back_is_the_last_resort() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id()).away("ana").available("ana");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_decliner_who_came_back_is_not_asked_while_somebody_else_could_take_it() {
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id());
        scenario.serve("c1").enqueue("c2").decline("ana", scenario.offer("c2").id());
        scenario.away("ana").available("ana");

        assertThat(scenario.waits("c2")).isTrue();
        scenario.release("c1", "bo");
        assertThat(scenario.offeredTo("c2")).isEqualTo("bo");
    }

    @Test
    void one_who_never_declined_comes_before_a_decliner_whatever_the_language() {
        scenario.agent("ana", 1, "sv").agent("eve", 1, "en").enqueue("c0").serve("c0");
        scenario.enqueue("c2", 1, PoolScenario.need("en")).serve("c2").enqueue("c1");
        scenario.release("c0", "ana").decline("ana", scenario.offer("c1").id());
        scenario.away("ana").available("ana");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.release("c2", "eve");

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
    }

    @Test
    void a_decline_that_comes_too_late_still_counts() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.seconds(20).tick().decline("ana", offer);

        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.pool().seat("ana").orElseThrow().open()).isTrue();
    }

    @Test
    void a_decline_of_an_offer_that_is_anothers_changes_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").agent("bo", 1, "sv");
        scenario.decline("bo", scenario.offer("c1").id());

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
        assertThat(scenario.pool().item("c1").orElseThrow().excluded()).isEmpty();
    }

    @Test
    void an_offer_nobody_answers_is_withdrawn_and_goes_to_the_next_seat() {
        scenario.agent("ana", 2, "sv").agent("bo", 2, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.seconds(20).tick();

        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", offer, Withdrawal.TIMEOUT));
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_missed_offer_makes_the_seat_not_responding_and_takes_its_other_offers_back() {
        scenario.agent("ana", 3, "sv").enqueue("c1").seconds(5).enqueue("c2");
        String other = scenario.offer("c2").id();
        scenario.seconds(15).tick();

        assertThat(scenario.pool().seat("ana").orElseThrow().state())
                .isEqualTo(Seat.State.NOT_RESPONDING);
        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", other, Withdrawal.RESCINDED));
        scenario.enqueue("c3");
        assertThat(scenario.newlyOffered()).isEmpty();
    }

    @Test
    void a_seat_that_does_not_respond_keeps_its_conversations() {
        scenario.agent("ana", 2, "sv").enqueue("c1").serve("c1").enqueue("c2");
        scenario.seconds(20).tick();

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void any_act_of_the_agent_ends_the_silence_and_the_missed_offer_may_come_again() {
        scenario.agent("ana", 1, "sv").enqueue("c1").seconds(20).tick();
        assertThat(scenario.waits("c1")).isTrue();

        scenario.send(new PoolCommand.Acted("ana"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void saying_available_ends_the_silence() {
        scenario.agent("ana", 1, "sv").enqueue("c1").seconds(20).tick().available("ana");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_late_accept_is_refused_but_is_an_act() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.seconds(20).tick().seconds(1).accept("ana", offer);

        assertThat(scenario.effects()).contains(new PoolEffect.AcceptRefused("ana", offer));
        assertThat(scenario.offer("c1").seat()).isEqualTo("ana");
        assertThat(scenario.offer("c1").id()).isNotEqualTo(offer);
    }
}
