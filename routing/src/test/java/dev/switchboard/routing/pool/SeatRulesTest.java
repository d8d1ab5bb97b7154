package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeatRulesTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void a_new_seat_is_away_until_its_agent_says_otherwise() {
        scenario.enqueue("c1").up("ana", PoolScenario.profile("Ana", 1, "sv"), "k1");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("ana");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void presence_of_a_seat_nobody_knows_is_ignored() {
        scenario.available("ghost").enqueue("c1");

        assertThat(scenario.pool().seats()).isEmpty();
        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void going_away_takes_pending_offers_back_to_their_old_place() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.agent("bo", 1, "sv").away("ana");

        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", offer, Withdrawal.RESCINDED));
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void going_away_returns_the_conversations_with_their_age() {
        scenario.enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.seconds(3).agent("ana", 1, "sv").serve("c1").seconds(60).away("ana");

        assertThat(scenario.effects()).contains(new PoolEffect.Requeue("c1", 1, "ana", enqueuedAt));
        assertThat(scenario.pool().load("ana")).isZero();
    }

    @Test
    void a_returned_conversation_is_offered_to_others_and_to_who_left_once_back() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").away("ana");
        scenario.enqueue("c1", 2, PoolScenario.need("sv"));
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("ana");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_commit_that_comes_after_its_agent_went_away_returns_the_conversation() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.away("ana");
        assertThat(scenario.effects(PoolEffect.Requeue.class)).isEmpty();

        scenario.send(new PoolCommand.Assigned("c1", 1, "ana"));

        assertThat(scenario.effects(PoolEffect.Requeue.class)).hasSize(1);
    }

    @Test
    void a_lost_seats_offers_are_withdrawn_at_once() {
        scenario.agent("ana", 1, "sv").enqueue("c1").agent("bo", 1, "sv").lost("ana", "ana-1");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_seat_back_within_its_grace_keeps_state_room_and_conversations() {
        scenario.agent("ana", 2, "sv").enqueue("c1").serve("c1").lost("ana", "ana-1");
        scenario.seconds(29).up("ana", PoolScenario.profile("ana", 2, "sv"), "ana-2");
        scenario.seconds(60).tick();
        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);

        scenario.enqueue("c2");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
        assertThat(scenario.pool().load("ana")).isEqualTo(2);
    }

    @Test
    void a_seat_without_a_socket_is_offered_nothing() {
        scenario.agent("ana", 1, "sv").lost("ana", "ana-1").enqueue("c1");

        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void a_seat_lost_for_longer_than_its_grace_is_gone_and_its_conversations_return() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.serve("c1").lost("ana", "ana-1").seconds(30).tick();

        assertThat(scenario.effects())
                .containsExactly(new PoolEffect.Requeue("c1", 1, "ana", enqueuedAt));
        assertThat(scenario.pool().seats()).isEmpty();
        scenario.up("ana", PoolScenario.profile("ana", 1, "sv"), "ana-2").enqueue("c2");
        assertThat(scenario.waits("c2")).isTrue();
    }

    @Test
    void a_commit_that_comes_after_its_seat_is_gone_returns_the_conversation() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        scenario.lost("ana", "ana-1").seconds(30).tick();
        scenario.send(new PoolCommand.Assigned("c1", 1, "ana"));

        assertThat(scenario.effects(PoolEffect.Requeue.class)).hasSize(1);
    }

    @Test
    void the_end_of_an_older_connection_does_not_lose_the_seat() {
        scenario.agent("ana", 1, "sv").up("ana", PoolScenario.profile("ana", 1, "sv"), "ana-2");
        scenario.lost("ana", "ana-1").enqueue("c1");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_late_copy_of_an_ended_connection_does_not_raise_a_ghost() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        scenario.agent("ana", profile).lost("ana", "ana-1").up("ana", profile, "ana-1");
        scenario.enqueue("c1");

        assertThat(scenario.waits("c1")).isTrue();
        scenario.up("ana", profile, "ana-2");
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void an_end_that_overtakes_its_own_connection_is_remembered() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        scenario.agent("ana", profile).lost("ana", "ana-2").up("ana", profile, "ana-2");

        assertThat(scenario.pool().seat("ana").orElseThrow().link().connection())
                .isEqualTo("ana-1");
    }

    @Test
    void a_seat_remembers_no_more_than_its_latest_connections() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        for (int n = 1; n <= 30; n++) {
            scenario.up("ana", profile, "ana-" + n);
        }

        assertThat(scenario.pool().seat("ana").orElseThrow().link().former())
                .hasSize(8)
                .startsWith("ana-22")
                .endsWith("ana-29");
    }

    @Test
    void a_newer_socket_of_the_same_seat_is_sent_the_pending_offers() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        scenario.agent("ana", profile).enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.up("ana", profile, "ana-2");

        assertThat(scenario.effects(PoolEffect.Offer.class))
                .singleElement()
                .satisfies(again -> assertThat(again.offer()).isEqualTo(offer));
    }

    @Test
    void a_seat_that_comes_back_with_less_capacity_keeps_only_what_it_has_taken() {
        scenario.agent("ana", 3, "sv").enqueue("c1").serve("c1").enqueue("c2");
        scenario.up("ana", PoolScenario.profile("ana", 1, "sv"), "ana-2");

        assertThat(scenario.waits("c2")).isTrue();
        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void a_lost_node_loses_its_seats_and_no_others() {
        scenario.agent("ana", 1, "sv").enqueue("c1").agent("bo", 1, "sv").enqueue("c2");
        scenario.send(new PoolCommand.NodeLost("node-ana-1"));

        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.offeredTo("c2")).isEqualTo("bo");
        scenario.seconds(10).up("ana", PoolScenario.profile("ana", 1, "sv"), "ana-2");
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }
}
