package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.PoolTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void a_new_leader_knows_the_pending_offers() {
        scenario.agent("ana", 1, "sv").enqueue("c1");

        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactlyElementsOf(scenario.effects(PoolEffect.Offer.class));
    }

    @Test
    void a_new_leader_knows_who_was_told_not_to_wait() {
        scenario.enqueue("c1");

        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactlyElementsOf(scenario.effects(PoolEffect.Overflow.class))
                .hasSize(1);
    }

    @Test
    void a_new_leader_knows_the_commits_nobody_has_confirmed() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.accept("ana", offer).lost("ana", "ana-1").seconds(60).tick();
        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactly(
                        new PoolEffect.Assign("c1", 1, "ana", "ana", offer, false, List.of("sv")));

        scenario.send(new PoolCommand.AssignRefused("c1", 1, "ana"));
        assertThat(PoolRules.outstanding(scenario.pool())).isEmpty();
    }

    @Test
    void a_new_leader_knows_that_an_agent_is_foreign_whatever_became_of_the_seat() {
        scenario.agent("ana", 1, "en").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.accept("ana", offer);
        var assign = new PoolEffect.Assign("c1", 1, "ana", "ana", offer, true, List.of("en"));
        assertThat(scenario.effects(PoolEffect.Assign.class)).containsExactly(assign);

        scenario.agent("ana", 1, "sv");
        assertThat(PoolRules.outstanding(scenario.pool())).containsExactly(assign);

        scenario.lost("ana", "ana-1").seconds(60).tick();
        assertThat(scenario.pool().seats()).isEmpty();
        assertThat(PoolRules.outstanding(scenario.pool())).containsExactly(assign);
    }

    @Test
    void a_return_is_asked_for_until_the_conversation_answers() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.serve("c1").away("ana").after(Duration.ofHours(1)).tick();
        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactly(new PoolEffect.Requeue("c1", 1, "ana", enqueuedAt));

        scenario.enqueueAged("c1", 3, enqueuedAt);
        assertThat(PoolRules.outstanding(scenario.pool())).isEmpty();
    }

    @Test
    void a_new_leader_knows_the_targets_out_of_reach() {
        Target bo = new Target.Seat("bo");
        scenario.agent("ana", 1, "sv").away("ana");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", bo));

        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactly(new PoolEffect.TargetUnavailable("c1", 1, bo));
    }

    @Test
    void an_assigned_conversation_needs_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1");

        assertThat(PoolRules.outstanding(scenario.pool())).isEmpty();
    }

    @Test
    void a_command_the_pool_has_seen_changes_nothing() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        Pool pool = scenario.pool();
        Step again = PoolRules.step(pool, new PoolCommand.Cancel("c1", 1), pool.last());

        assertThat(again.pool()).isSameAs(pool);
        assertThat(again.effects()).isEmpty();
    }

    @Test
    void the_next_deadline_is_that_of_the_first_offer_or_grace() {
        assertThat(scenario.pool().nextDeadline()).isEmpty();
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1");
        Instant start = scenario.now();
        assertThat(scenario.pool().nextDeadline()).contains(start.plusSeconds(20));

        scenario.lost("bo", "bo-1").seconds(1).cancel("c1");
        assertThat(scenario.pool().nextDeadline()).contains(start.plusSeconds(30));

        scenario.seconds(29).tick();
        assertThat(scenario.pool().nextDeadline()).isEmpty();
    }

    @Test
    void another_policy_counts_at_once_for_graces_and_from_now_on_for_offers() {
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1").lost("bo", "bo-1");
        Instant expiresAt = scenario.offer("c1").expiresAt();
        PoolTimes hasty =
                new PoolTimes(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1));
        scenario.seconds(5).send(new PoolCommand.UsePolicy(new Rulebook().times(hasty).policy()));

        assertThat(scenario.pool().seats()).containsOnlyKeys("ana");
        assertThat(scenario.offer("c1").expiresAt()).isEqualTo(expiresAt);
        scenario.decline("ana", scenario.offer("c1").id()).enqueue("c2");
        assertThat(scenario.offer("c2").expiresAt()).isEqualTo(scenario.now().plusSeconds(2));
    }

    @Test
    void command_ids_are_ordered_as_the_stream_orders_them() {
        assertThat(CommandId.parse("12-3")).isEqualTo(new CommandId(12, 3));
        assertThat(new CommandId(12, 3)).hasToString("12-3");
        assertThat(new CommandId(9, 30)).isLessThan(new CommandId(10, 2));
        assertThat(new CommandId(10, 2)).isLessThan(new CommandId(10, 10));
        assertThatThrownBy(() -> CommandId.parse("12")).hasMessageContaining("12");
    }

    @Test
    void what_cannot_be_is_refused_where_it_is_made() {
        assertThatThrownBy(() -> PoolScenario.profile("Ana", 0, "sv"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PoolCommand.Cancel(" ", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PoolCommand.Cancel("c1", -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new PoolTimes(
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
