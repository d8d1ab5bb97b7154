package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final int ALL = 1_000;

    private final PoolScenario scenario = new PoolScenario();
    private final Positions positions = new Positions(Duration.ofSeconds(2));

    @BeforeEach
    void somebody_could_help_some_day() {
        scenario.agent("ana", 1, "sv", "da").away("ana");
    }

    @Test
    void who_comes_is_told_the_place_in_the_queue() {
        scenario.enqueue("c1").seconds(1).enqueue("c2");

        assertThat(scenario.effects()).containsExactly(place("c2", 1, 2));
    }

    @Test
    void a_new_epoch_is_told_its_place_even_where_it_is_the_same() {
        scenario.enqueue("c1").enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(scenario.effects()).containsExactly(place("c1", 3, 1));
    }

    @Test
    void a_step_tells_nobody_but_who_has_just_come() {
        scenario.enqueue("c1").seconds(1).enqueue("c2").seconds(1).enqueue("c3").cancel("c2");

        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void only_places_that_changed_are_told() {
        queue("c1", "c2", "c3").cancel("c2").seconds(2);

        assertThat(due()).containsExactly(place("c3", 1, 2));
    }

    @Test
    void a_customer_hears_of_a_place_at_most_once_in_two_seconds() {
        queue("c1", "c2", "c3").cancel("c1").after(Duration.ofMillis(1_998));
        assertThat(due()).containsExactly(place("c2", 1, 1));

        scenario.after(Duration.ofMillis(1));
        assertThat(due()).containsExactly(place("c3", 1, 2));
        scenario.cancel("c2");
        assertThat(due()).isEmpty();
        scenario.after(Duration.ofMillis(1_999));
        assertThat(due()).isEmpty();
        scenario.after(Duration.ofMillis(1));
        assertThat(due()).containsExactly(place("c3", 1, 1));
    }

    @Test
    void no_more_customers_than_asked_are_looked_at_in_one_call_and_all_in_turn() {
        for (int n = 10; n < 60; n++) {
            scenario.enqueue("c" + n);
        }
        List<PoolEffect.Position> told = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            List<PoolEffect.Position> some = positions.due(scenario.pool(), scenario.now(), 10);
            assertThat(some).hasSizeLessThanOrEqualTo(10);
            told.addAll(some);
        }

        assertThat(told).hasSize(50);
        assertThat(told)
                .extracting(PoolEffect.Position::position)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void who_leads_a_pool_anew_tells_everybody() {
        queue("c1", "c2");

        assertThat(new Positions(Duration.ofSeconds(2)).due(scenario.pool(), scenario.now(), ALL))
                .containsExactly(place("c1", 1, 1), place("c2", 1, 2));
    }

    @Test
    void who_left_and_comes_again_is_told_anew() {
        queue("c1").cancel("c1").seconds(2);
        assertThat(due()).isEmpty();
        scenario.enqueue("c1", 3, PoolScenario.need("sv"));

        assertThat(due()).containsExactly(place("c1", 3, 1));
    }

    @Test
    void an_offer_does_not_move_the_queue_but_its_acceptance_does() {
        queue("c1", "c2").available("ana").seconds(2);
        assertThat(due()).isEmpty();

        scenario.accept("ana", scenario.offer("c1").id());

        assertThat(due()).containsExactly(place("c2", 1, 1));
    }

    @Test
    void each_language_queues_by_itself() {
        scenario.enqueue("c1", 1, PoolScenario.need("sv-SE")).seconds(1);
        scenario.enqueue("c2", 1, PoolScenario.need("da")).seconds(1);
        assertThat(scenario.effects()).containsExactly(place("c2", 1, 1));

        scenario.enqueue("c3", 1, PoolScenario.need("sv-FI"));

        assertThat(scenario.effects()).containsExactly(place("c3", 1, 2));
    }

    @Test
    void an_older_conversation_that_returns_moves_the_younger_back() {
        scenario.seconds(60);
        queue("c1");
        scenario.enqueueAged("c2", 5, scenario.now().minusSeconds(30));
        assertThat(scenario.effects()).containsExactly(place("c2", 5, 1));
        scenario.seconds(2);

        assertThat(due()).contains(place("c1", 1, 2));
    }

    private PoolScenario queue(String... conversations) {
        for (String conversation : conversations) {
            scenario.enqueue(conversation);
            scenario.effects(PoolEffect.Position.class)
                    .forEach(position -> positions.told(position, scenario.now()));
            scenario.after(Duration.ofMillis(1));
        }
        return scenario;
    }

    private List<PoolEffect.Position> due() {
        return positions.due(scenario.pool(), scenario.now(), ALL);
    }

    private static PoolEffect.Position place(String conversation, long epoch, int position) {
        return new PoolEffect.Position(conversation, epoch, position, Optional.empty());
    }
}
