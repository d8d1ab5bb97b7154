package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkRulesTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void an_enqueue_sent_again_changes_nothing() {
        scenario.agent("ana", 2, "sv").enqueue("c1");
        Stage offered = scenario.stage("c1");
        scenario.seconds(1).enqueue("c1");

        assertThat(scenario.effects()).isEmpty();
        assertThat(scenario.stage("c1")).isEqualTo(offered);
    }

    @Test
    void a_newer_epoch_takes_the_place_of_an_older() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", offer, Withdrawal.RESCINDED));
        assertThat(scenario.pool().item("c1").orElseThrow().epoch()).isEqualTo(3);
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_stale_epoch_is_ignored() {
        scenario.enqueue("c1", 3, PoolScenario.need("sv"));
        scenario.enqueue("c1", 2, PoolScenario.need("sv"));

        assertThat(scenario.pool().item("c1").orElseThrow().epoch()).isEqualTo(3);
        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void a_given_age_counts_but_never_one_in_the_future() {
        Instant past = scenario.now().minusSeconds(90);
        scenario.enqueueAged("old", 1, past).enqueueAged("new", 1, scenario.now().plusSeconds(9));

        assertThat(scenario.pool().item("old").orElseThrow().enqueuedAt()).isEqualTo(past);
        assertThat(scenario.pool().item("new").orElseThrow().enqueuedAt())
                .isEqualTo(scenario.now());
    }

    @Test
    void a_transfer_that_names_no_age_keeps_the_one_the_pool_knows() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.serve("c1").seconds(60).enqueue("c1", 3, PoolScenario.need("sv"), "ana");

        assertThat(scenario.pool().item("c1").orElseThrow().enqueuedAt()).isEqualTo(enqueuedAt);
        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_customer_who_leaves_takes_the_offer_along() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.cancel("c1");

        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Withdraw("ana", offer, Withdrawal.CUSTOMER_LEFT));
        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_supervisors_takeover_tells_the_seat_that_it_is_taken() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.send(new PoolCommand.Cancel("c1", 1, Withdrawal.TAKEN));

        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Withdraw("ana", offer, Withdrawal.TAKEN));
    }

    @Test
    void a_customer_who_leaves_between_accept_and_commit_frees_the_room() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.enqueue("c2").cancel("c1");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
        scenario.send(new PoolCommand.AssignRefused("c1", 1, "ana"));
        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void a_cancel_of_an_older_epoch_is_ignored() {
        scenario.enqueue("c1", 3, PoolScenario.need("sv")).cancel("c1");

        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_late_copy_of_ended_work_does_not_come_back() {
        scenario.enqueue("c1").cancel("c1").enqueue("c1");
        assertThat(scenario.pool().items()).isEmpty();

        scenario.enqueue("c1", 3, PoolScenario.need("sv"));
        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_late_copy_of_served_work_does_not_come_back() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").release("c1", "ana");
        scenario.enqueue("c1");

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_late_copy_of_an_older_end_does_not_shorten_the_memory() {
        scenario.send(new PoolCommand.Cancel("c1", 3)).cancel("c1");
        scenario.enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_cancel_that_overtakes_its_enqueue_still_ends_it() {
        scenario.cancel("c1").enqueue("c1");

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void ended_work_is_forgotten_in_time() {
        scenario.enqueue("c1").cancel("c1").after(Duration.ofMinutes(9)).tick();
        assertThat(scenario.pool().snapshot().ended())
                .extracting(Ended::conversation)
                .containsExactly("c1");

        scenario.after(Duration.ofMinutes(1)).tick();
        assertThat(scenario.pool().snapshot().ended()).isEmpty();
    }

    @Test
    void a_refused_commit_releases_the_room() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.enqueue("c2").send(new PoolCommand.AssignRefused("c1", 1, "ana"));

        assertThat(scenario.pool().item("c1")).isEmpty();
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void a_refusal_after_the_commit_or_of_another_epoch_is_ignored() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.send(new PoolCommand.AssignRefused("c1", 0, "ana"));
        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Accepted.class);

        scenario.send(new PoolCommand.Assigned("c1", 1, "ana"));
        scenario.send(new PoolCommand.AssignRefused("c1", 1, "ana"));
        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void a_commit_for_another_seat_confirms_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.send(new PoolCommand.Assigned("c1", 1, "bo"));

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Accepted.class);
    }

    @Test
    void a_release_frees_the_room_for_the_next() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2");
        scenario.release("c1", "ana");

        assertThat(scenario.pool().item("c1")).isEmpty();
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void a_release_that_overtakes_its_commit_frees_the_room() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.release("c1", "ana").send(new PoolCommand.Assigned("c1", 1, "ana"));

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_late_copy_of_a_release_does_not_free_a_later_stay_with_the_same_seat() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1");
        scenario.enqueue("c1", 3, PoolScenario.need("sv")).serve("c1").release("c1", "ana");

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void a_release_by_a_seat_that_does_not_hold_it_is_ignored() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").release("c1", "bo");

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void a_release_ends_a_return_that_nobody_answered() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").away("ana").release("c1", "ana");

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_conversation_under_way_back_is_offered_to_nobody_before_its_next_epoch() {
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1").serve("c1").away("ana");
        assertThat(scenario.stage("c1")).isEqualTo(new Stage.Requeueing("ana"));
        scenario.enqueue("c1");
        assertThat(scenario.stage("c1")).isEqualTo(new Stage.Requeueing("ana"));

        scenario.enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void who_declined_a_conversation_is_not_asked_when_it_returns() {
        scenario.agent("ana", 2, "sv").agent("bo", 2, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id()).serve("c1").away("bo");
        scenario.enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void who_declined_a_conversation_may_be_asked_when_it_is_transferred() {
        scenario.agent("ana", 2, "sv").agent("bo", 2, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id()).serve("c1");
        scenario.enqueue("c1", 3, PoolScenario.need("sv", new Target.Seat("ana")), "bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_transfer_that_misses_its_target_after_hours_is_told_when_somebody_is_back() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .otherMarkets(
                                        Rulebook.open(8, 17, Rulebook.others(), Rulebook.CALLBACK))
                                .policy());
        Target bo = new Target.Seat("bo");
        scenario.agent("ana", 1, "sv").away("ana").enqueue("c1", 1, PoolScenario.need("sv", bo));

        assertThat(scenario.effects())
                .startsWith(
                        new PoolEffect.TargetUnavailable("c1", 1, bo),
                        new PoolEffect.Overflow(
                                "c1",
                                1,
                                Rulebook.CALLBACK,
                                Optional.of(Instant.parse("1970-01-01T08:00:00Z"))));
    }

    @Test
    void work_that_comes_back_after_its_time_overflows_in_the_same_step() {
        scenario.agent("ana", 1, "sv").away("ana").enqueue("c1").seconds(290).available("ana");
        scenario.seconds(15).decline("ana", scenario.offer("c1").id());

        assertThat(scenario.item("c1").overflowed()).isEqualTo(WorkItem.Overflowed.WAITED);
        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
        assertThat(scenario.pool().nextDeadline()).isEmpty();
    }

    @Test
    void a_late_copy_of_a_takeover_does_not_stick_to_a_supervisor_who_has_left() {
        scenario.agent("sue", 1, "sv").enqueue("c1").takeOver("c1", 1, "sue").away("sue");
        assertThat(scenario.stage("c1")).isEqualTo(new Stage.Requeueing("sue"));

        scenario.takeOver("c1", 1, "sue");

        assertThat(scenario.stage("c1")).isEqualTo(new Stage.Requeueing("sue"));
    }

    @Test
    void a_late_copy_of_a_takeover_does_not_come_back_after_its_end() {
        scenario.agent("sue", 1, "sv").enqueue("c1").takeOver("c1", 1, "sue");
        scenario.release("c1", "sue").takeOver("c1", 1, "sue");

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_takeover_gives_offers_back_for_which_there_is_no_more_room() {
        scenario.agent("sue", 1, "sv").enqueue("c1").enqueue("c2").takeOver("c2", 1, "sue");

        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.pool().load("sue")).isEqualTo(1);
    }

    @Test
    void the_end_of_a_silent_conversation_gives_offers_back_where_it_takes_their_room() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "ana").enqueue("c2");
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");

        scenario.close("c1", "ana");

        assertThat(scenario.waits("c2")).isTrue();
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.WRAPPING_UP);
    }

    @Test
    void a_release_that_overtakes_its_takeover_ends_both() {
        scenario.agent("ana", 1, "sv").agent("sue", 1, "sv").enqueue("c1");
        scenario.send(new PoolCommand.Released("c1", 2, "sue", false)).takeOver("c1", 1, "sue");

        assertThat(scenario.pool().items()).isEmpty();
        assertThat(scenario.pool().load("ana")).isZero();
    }

    @Test
    void a_late_copy_of_work_whose_commit_was_refused_does_not_come_back() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.send(new PoolCommand.AssignRefused("c1", 1, "ana")).enqueue("c1");

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_takeover_counts_though_the_refusal_it_caused_came_first() {
        scenario.agent("ana", 1, "sv").agent("sue", 1, "sv").enqueue("c1");
        scenario.accept("ana", scenario.offer("c1").id());
        scenario.send(new PoolCommand.AssignRefused("c1", 1, "ana")).takeOver("c1", 1, "sue");

        assertThat(scenario.stage("c1").atSeat()).contains("sue");
    }

    @Test
    void a_late_copy_of_a_takeover_does_not_come_back_after_its_return_was_cancelled() {
        scenario.agent("sue", 1, "sv").enqueue("c1").takeOver("c1", 1, "sue").away("sue");
        scenario.cancel("c1").available("sue").takeOver("c1", 1, "sue");

        assertThat(scenario.pool().items()).isEmpty();
    }
}
