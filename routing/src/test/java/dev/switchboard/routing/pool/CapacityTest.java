package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What takes room at a seat: what is offered, held and written up, each by its cost, and not what
/// has fallen silent.
class CapacityTest {
    private final PoolScenario scenario =
            new PoolScenario(new Rulebook().reason(Reason.LEGAL, Rulebook.costing(2)).policy());

    @Test
    void work_takes_as_much_room_as_it_costs() {
        scenario.agent("ana", 3, "sv").enqueue("c1", Reason.LEGAL).enqueue("c2", Reason.LEGAL);
        assertThat(scenario.pool().load("ana")).isEqualTo(2);
        assertThat(scenario.waits("c2")).isTrue();

        scenario.enqueue("c3");

        assertThat(scenario.offeredTo("c3")).isEqualTo("ana");
        assertThat(scenario.pool().load("ana")).isEqualTo(3);
    }

    @Test
    void dear_work_is_taken_when_enough_room_has_come_together() {
        scenario.agent("ana", 2, "sv").enqueue("c1").serve("c1").enqueue("c2").serve("c2");
        scenario.enqueue("c3", Reason.LEGAL).release("c1", "ana");
        assertThat(scenario.waits("c3")).isTrue();

        scenario.release("c2", "ana");

        assertThat(scenario.offeredTo("c3")).isEqualTo("ana");
    }

    @Test
    void work_too_dear_for_everybody_is_not_waited_for_in_silence() {
        scenario.agent("ana", 1, "sv").enqueue("c1", Reason.LEGAL);

        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
        assertThat(scenario.item("c1").overflowed()).isEqualTo(WorkItem.Overflowed.NOBODY);
    }

    @Test
    void the_load_is_measured_against_the_capacity() {
        scenario.agent("big", 4, "sv").agent("small", 1, "sv").enqueue("c1").enqueue("c2");
        assertThat(scenario.offeredTo("c1")).isEqualTo("big");
        assertThat(scenario.offeredTo("c2")).isEqualTo("small");
    }

    @Test
    void what_has_ended_takes_room_until_it_is_written_up() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2").close("c1", "ana");
        assertThat(scenario.waits("c2")).isTrue();
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.WRAPPING_UP);

        scenario.wrapUp("c1", "ana");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
        assertThat(scenario.pool().item("c1")).isEmpty();
    }

    @Test
    void an_agent_has_30_s_to_write_up() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2").close("c1", "ana");
        scenario.seconds(29).tick();
        assertThat(scenario.waits("c2")).isTrue();
        assertThat(scenario.pool().nextDeadline()).contains(scenario.now().plusSeconds(1));

        scenario.seconds(1).tick();

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void saying_available_ends_the_writing_up() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2").close("c1", "ana");
        scenario.available("ana");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void a_seat_that_is_gone_writes_nothing_up() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").close("c1", "ana");
        scenario.lost("ana", "ana-1").seconds(30).tick();

        assertThat(scenario.pool().items()).isEmpty();
        assertThat(scenario.effects(PoolEffect.Requeue.class)).isEmpty();
    }

    @Test
    void an_end_or_a_summary_sent_again_changes_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").close("c1", "ana");
        Instant until = scenario.pool().nextDeadline().orElseThrow();
        scenario.seconds(5).close("c1", "ana");
        assertThat(scenario.pool().nextDeadline()).contains(until);

        scenario.wrapUp("c1", "ana").wrapUp("c1", "ana");
        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void a_summary_of_what_has_not_ended_changes_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").wrapUp("c1", "ana");

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void who_has_just_written_up_is_the_last_in_turn() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").seconds(1).agent("bo", 1, "sv");
        scenario.seconds(1).close("c1", "ana").seconds(1).wrapUp("c1", "ana").enqueue("c2");

        assertThat(scenario.offeredTo("c2")).isEqualTo("bo");
    }

    @Test
    void a_silent_conversation_takes_no_room_and_keeps_its_agent() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2");
        scenario.quiet("c1", "ana");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
        assertThat(scenario.stage("c1").atSeat()).contains("ana");
    }

    @Test
    void a_word_takes_the_room_again() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "ana");
        scenario.woke("c1", "ana").enqueue("c2");

        assertThat(scenario.waits("c2")).isTrue();
        assertThat(assigned("c1").override()).isFalse();
    }

    @Test
    void a_word_takes_its_room_from_what_is_only_offered() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "ana").enqueue("c2");
        String offer = scenario.offer("c2").id();
        scenario.woke("c1", "ana");

        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", offer, Withdrawal.RESCINDED));
        assertThat(scenario.waits("c2")).isTrue();
        assertThat(assigned("c1").override()).isFalse();
    }

    @Test
    void a_word_in_a_full_seat_is_over_its_capacity_by_permission() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "ana");
        scenario.enqueue("c2").serve("c2").woke("c1", "ana");

        assertThat(scenario.pool().load("ana")).isEqualTo(2);
        assertThat(assigned("c1").override()).isTrue();
        scenario.release("c1", "ana").enqueue("c3");
        assertThat(scenario.waits("c3")).isTrue();
    }

    @Test
    void silence_and_words_said_again_or_by_others_change_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "bo");
        assertThat(assigned("c1").quiet()).isFalse();
        scenario.quiet("c1", "ana").quiet("c1", "ana");
        assertThat(assigned("c1").quiet()).isTrue();
        scenario.woke("c1", "ana").woke("c1", "ana");
        assertThat(assigned("c1").quiet()).isFalse();
        assertThat(scenario.pool().load("ana")).isEqualTo(1);
    }

    @Test
    void a_silent_conversation_returns_like_any_other_when_its_agent_goes() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").quiet("c1", "ana").away("ana");

        assertThat(scenario.effects(PoolEffect.Requeue.class)).hasSize(1);
    }

    @Test
    void a_supervisor_takes_over_from_the_queue() {
        scenario.agent("sue", 1, "en").away("sue").enqueue("c1").takeOver("c1", 1, "sue");

        assertThat(assigned("c1").seat()).isEqualTo("sue");
        assertThat(assigned("c1").override()).isTrue();
        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void a_supervisor_takes_over_what_is_offered_or_accepted_and_its_agent_is_told() {
        scenario.agent("ana", 2, "sv").enqueue("c1").enqueue("c2");
        scenario.up("sue", PoolScenario.profile("sue", 1, "sv"), "sue-1");
        String first = scenario.offer("c1").id();
        scenario.takeOver("c1", 1, "sue");
        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Withdraw("ana", first, Withdrawal.TAKEN));

        String second = scenario.offer("c2").id();
        scenario.accept("ana", second).takeOver("c2", 1, "sue");
        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Withdraw("ana", second, Withdrawal.TAKEN));
        scenario.send(new PoolCommand.AssignRefused("c2", 1, "ana"));
        assertThat(assigned("c2").seat()).isEqualTo("sue");
        assertThat(scenario.pool().load("ana")).isZero();
        assertThat(scenario.pool().load("sue")).isEqualTo(2);
    }

    @Test
    void a_supervisor_takes_over_from_an_agent_who_has_room_again() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").enqueue("c2");
        scenario.up("sue", PoolScenario.profile("sue", 1, "sv"), "sue-1");
        scenario.takeOver("c1", 2, "sue");

        assertThat(assigned("c1").seat()).isEqualTo("sue");
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
        scenario.send(new PoolCommand.Released("c1", 3, "sue", false));
        assertThat(scenario.pool().item("c1")).isEmpty();
    }

    @Test
    void a_supervisor_takes_over_what_the_pool_knows_nothing_of() {
        scenario.agent("sue", 1, "sv").takeOver("c1", 4, "sue").enqueue("c2");

        assertThat(assigned("c1").seat()).isEqualTo("sue");
        assertThat(scenario.waits("c2")).isTrue();
    }

    @Test
    void a_takeover_that_is_older_than_what_the_pool_knows_changes_nothing() {
        scenario.agent("sue", 1, "en").away("sue").enqueue("c1", 5, PoolScenario.need("sv"));
        scenario.takeOver("c1", 2, "sue");

        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_supervisor_who_is_away_keeps_what_was_taken_over_and_is_offered_nothing() {
        scenario.agent("sue", 2, "sv").away("sue").enqueue("c1").takeOver("c1", 1, "sue");
        scenario.enqueue("c2").seconds(120).tick();

        assertThat(assigned("c1").seat()).isEqualTo("sue");
        assertThat(scenario.waits("c2")).isTrue();
        assertThat(scenario.status("sue")).isEqualTo(Seat.Status.AWAY);
    }

    @Test
    void what_a_supervisor_took_over_returns_when_the_supervisor_is_gone() {
        scenario.agent("sue", 2, "sv").away("sue").enqueue("c1").takeOver("c1", 1, "sue");
        scenario.lost("sue", "sue-1").seconds(30).tick();

        assertThat(scenario.effects(PoolEffect.Requeue.class)).hasSize(1);
    }

    @Test
    void a_takeover_by_a_seat_that_is_not_there_returns_at_once() {
        scenario.enqueue("c1").takeOver("c1", 1, "ghost");

        assertThat(scenario.effects(PoolEffect.Requeue.class)).hasSize(1);
    }

    @Test
    void a_takeover_keeps_the_customers_age() {
        scenario.enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.agent("sue", 1, "sv").seconds(60).takeOver("c1", 1, "sue").seconds(9).away("sue");

        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Requeue("c1", 1, "sue", enqueuedAt));
    }

    @Test
    void a_seat_stands_as_its_agent_and_its_load_say() {
        scenario.up("ana", PoolScenario.profile("ana", 2, "sv"), "ana-1");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.AWAY);
        scenario.available("ana");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.AVAILABLE);
        scenario.enqueue("c1").serve("c1");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.AVAILABLE);
        scenario.enqueue("c2").serve("c2");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.BUSY);
        scenario.close("c1", "ana");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.BUSY);
        scenario.close("c2", "ana");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.WRAPPING_UP);
        scenario.wrapUp("c1", "ana").wrapUp("c2", "ana");
        scenario.enqueue("c3", 1, PoolScenario.need("sv", new Target.Anybody())).seconds(20).tick();
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.NOT_RESPONDING);
        scenario.lost("ana", "ana-1");
        assertThat(scenario.status("ana")).isEqualTo(Seat.Status.OFFLINE);
        scenario.seconds(30).tick();
        assertThat(scenario.pool().status("ana")).isEmpty();
    }

    private Stage.Assigned assigned(String conversation) {
        return (Stage.Assigned) scenario.stage(conversation);
    }
}
