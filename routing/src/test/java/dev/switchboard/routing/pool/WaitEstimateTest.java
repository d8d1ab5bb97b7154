package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.policy.EstimatePolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `AHT × max(0, ahead − free) / (slots × share)`, as an honest range.
class WaitEstimateTest {
    private final PoolScenario scenario = new PoolScenario();
    private int served;
    private int filled;

    @Test
    void fewer_than_20_conversations_give_no_estimate() {
        scenario.agent("ana", 1, "sv");
        history(19, 60);
        fill("ana", 1);
        assertThat(waitOf("c1")).isEmpty();
        scenario.cancel("c1").send(new PoolCommand.Released("ana-0", 100, "ana", false));

        history(1, 60);
        fill("ana", 1);
        assertThat(waitOf("c2")).isPresent();
    }

    @Test
    void there_is_no_estimate_while_nobody_is_on() {
        scenario.agent("ana", 1, "sv");
        history(20, 60);
        scenario.away("ana");

        assertThat(waitOf("c1")).isEmpty();
    }

    @Test
    void an_estimate_is_a_range_around_the_handling_time_of_those_ahead() {
        scenario.agent("ana", 1, "sv");
        history(20, 200);
        fill("ana", 1);
        scenario.enqueue("c1").enqueue("c2").enqueue("c3");

        // 200 s × 3 ahead / 1 slot = 600 s
        assertThat(waitOf("c4"))
                .contains(new Wait(Duration.ofSeconds(450), Duration.ofSeconds(900)));
    }

    @Test
    void an_estimate_divides_by_the_slots_of_agents_and_not_by_chats() {
        scenario.agent("ana", 2, "sv");
        history(20, 200);
        scenario.agent("bo", 2, "sv");
        fill("ana", 4);
        scenario.enqueue("c1").enqueue("c2").enqueue("c3");

        // 200 s × 3 ahead / 4 slots = 150 s: 112.5 to 225, in steps of 30
        assertThat(waitOf("c4"))
                .contains(new Wait(Duration.ofSeconds(120), Duration.ofSeconds(240)));
    }

    @Test
    void no_estimate_is_under_30_s() {
        scenario.agent("ana", 1, "sv");
        history(20, 1);
        fill("ana", 1);

        assertThat(waitOf("c1")).contains(new Wait(Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void free_slots_take_those_ahead_at_once() {
        scenario.agent("ana", 1, "sv");
        history(20, 600);
        scenario.agent("bo", 4, "sv");

        assertThat(waitOf("c1")).contains(new Wait(Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void an_estimate_goes_by_the_newest_conversations_only() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .estimate(new EstimatePolicy(2, 3, Duration.ofSeconds(30)))
                                .policy());
        scenario.agent("ana", 1, "sv");
        for (int n = 0; n < 8; n++) {
            scenario.enqueue("h" + n).serve("h" + n).seconds(n < 5 ? 6_000 : 60);
            scenario.release("h" + n, "ana");
        }
        scenario.enqueue("c0").serve("c0").enqueue("c1").enqueue("c2");

        // 60 s × 1 ahead / 1 slot
        assertThat(scenario.position("c2").waits())
                .contains(new Wait(Duration.ofSeconds(60), Duration.ofSeconds(90)));
    }

    @Test
    void an_agent_of_two_languages_is_shared_among_those_who_wait() {
        scenario.agent("ana", 2, "sv", "da");
        history(20, 100);
        fill("ana", 2);
        scenario.enqueue("c1").enqueue("d1", 1, PoolScenario.need("da"));
        scenario.enqueue("d2", 1, PoolScenario.need("da"));

        // 100 s × 1 ahead / (2 slots × 2 of 4) = 100 s
        assertThat(waitOf("c2"))
                .contains(new Wait(Duration.ofSeconds(90), Duration.ofSeconds(150)));
    }

    @Test
    void each_language_has_its_own_handling_time() {
        scenario.agent("ana", 1, "sv", "da");
        history(20, 100);
        fill("ana", 1);
        scenario.enqueue("d1", 1, PoolScenario.need("da"));

        assertThat(scenario.position("d1").waits()).isEmpty();
    }

    @Test
    void the_time_of_writing_up_is_not_handling_time() {
        scenario.agent("ana", 1, "sv");
        for (int n = 0; n < 20; n++) {
            scenario.enqueue("h" + n).serve("h" + n).seconds(60).close("h" + n, "ana");
            scenario.seconds(29).wrapUp("h" + n, "ana");
        }

        assertThat(scenario.pool().snapshot().handling().get("sv").recentMs())
                .hasSize(20)
                .containsOnly(60_000L);
    }

    /// Conversations that took so long each, one after the other, all at ana's.
    private void history(int count, long seconds) {
        for (int n = 0; n < count; n++) {
            String conversation = "h" + served++;
            scenario.enqueue(conversation).serve(conversation).seconds(seconds);
            scenario.release(conversation, "ana");
        }
    }

    private void fill(String name, int count) {
        for (int n = 0; n < count; n++) {
            String conversation = name + "-" + filled++;
            scenario.enqueue(conversation, 1 + served, PoolScenario.need("sv"));
            scenario.serve(conversation);
        }
    }

    private Optional<Wait> waitOf(String conversation) {
        scenario.enqueue(conversation);
        return scenario.position(conversation).waits();
    }

    @Test
    void who_comes_is_told_the_place_at_once_and_the_time_a_little_later() {
        scenario.agent("ana", 1, "sv");
        history(20, 60);
        fill("ana", 1);
        scenario.enqueue("c1");
        PoolEffect.Position first = scenario.effects(PoolEffect.Position.class).getFirst();
        assertThat(first.waits()).isEmpty();
        Positions positions = new Positions(Duration.ofSeconds(2));
        positions.told(first, scenario.now());
        assertThat(positions.due(scenario.pool(), scenario.now(), 9)).isEmpty();

        scenario.seconds(2);

        assertThat(positions.due(scenario.pool(), scenario.now(), 9))
                .singleElement()
                .satisfies(told -> assertThat(told.waits()).isPresent());
    }
}
