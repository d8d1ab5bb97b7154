package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionsTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void a_customer_is_told_the_place_in_the_queue() {
        scenario.enqueue("c1").seconds(1).enqueue("c2");

        assertThat(scenario.effects()).containsExactly(new PoolEffect.Position("c2", 1, 2));
    }

    @Test
    void only_places_that_changed_are_told() {
        scenario.enqueue("c1").seconds(1).enqueue("c2").seconds(1).enqueue("c3").cancel("c2");

        assertThat(scenario.effects()).containsExactly(new PoolEffect.Position("c3", 1, 2));
    }

    @Test
    void an_offer_does_not_move_the_queue_but_its_acceptance_does() {
        scenario.enqueue("c1").seconds(1).enqueue("c2").agent("ana", 1, "sv");
        assertThat(scenario.effects(PoolEffect.Position.class)).isEmpty();

        scenario.accept("ana", scenario.offer("c1").id());

        assertThat(scenario.effects(PoolEffect.Position.class))
                .containsExactly(new PoolEffect.Position("c2", 1, 1));
    }

    @Test
    void each_language_queues_by_itself() {
        scenario.enqueue("c1", 1, PoolScenario.need("sv-SE")).seconds(1);
        scenario.enqueue("c2", 1, PoolScenario.need("da")).seconds(1);
        assertThat(scenario.effects()).containsExactly(new PoolEffect.Position("c2", 1, 1));

        scenario.enqueue("c3", 1, PoolScenario.need("sv-FI"));

        assertThat(scenario.effects()).containsExactly(new PoolEffect.Position("c3", 1, 2));
    }

    @Test
    void an_older_conversation_that_returns_moves_the_younger_back() {
        scenario.seconds(60).enqueue("c1");
        scenario.enqueueAged("c2", 5, scenario.now().minusSeconds(30));

        assertThat(scenario.effects())
                .containsExactly(
                        new PoolEffect.Position("c2", 5, 1), new PoolEffect.Position("c1", 1, 2));
    }

    @Test
    void a_new_epoch_is_told_its_place_even_where_it_is_the_same() {
        scenario.enqueue("c1").enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.effects()).containsExactly(new PoolEffect.Position("c1", 3, 1));
    }
}
