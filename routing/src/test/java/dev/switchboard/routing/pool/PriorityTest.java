package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.PriorityClass;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which work is served first: by what it has waited, as its class weighs that.
class PriorityTest {
    private static PoolScenario scenario(PriorityClass priority) {
        return new PoolScenario(
                new Rulebook()
                        .with(priority)
                        .reason(Reason.LEGAL, Rulebook.ofClass(priority.name()))
                        .policy());
    }

    @Test
    void a_class_with_a_head_start_comes_before_who_has_waited_less_than_that_longer() {
        PoolScenario scenario =
                scenario(
                        new PriorityClass("urgent", 100, Duration.ofSeconds(60), Optional.empty()));
        scenario.enqueue("c1").seconds(1).enqueue("c2").seconds(60).enqueue("c3", Reason.LEGAL);
        scenario.agent("ana", 3, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c1", "c2", "c3");
    }

    @Test
    void a_head_start_that_is_a_moment_longer_decides() {
        PoolScenario scenario =
                scenario(
                        new PriorityClass(
                                "urgent", 100, Duration.ofMillis(60_001), Optional.empty()));
        scenario.enqueue("c1").seconds(1).enqueue("c2").seconds(60).enqueue("c3", Reason.LEGAL);
        scenario.agent("ana", 3, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c1", "c3", "c2");
    }

    @Test
    void a_class_that_ages_faster_overtakes_in_time() {
        PriorityClass fast = new PriorityClass("fast", 200, Duration.ZERO, Optional.empty());
        PoolScenario early = scenario(fast);
        early.enqueue("c1").seconds(60).enqueue("c2", Reason.LEGAL).seconds(59);
        early.agent("ana", 2, "sv");
        assertThat(early.newlyOffered()).containsExactly("c1", "c2");

        PoolScenario late = scenario(fast);
        late.enqueue("c1").seconds(60).enqueue("c2", Reason.LEGAL).seconds(61);
        late.agent("ana", 2, "sv");
        assertThat(late.newlyOffered()).containsExactly("c2", "c1");
    }

    @Test
    void the_deadline_of_a_class_presses_within_its_window_only() {
        PriorityClass pressed =
                new PriorityClass(
                        "pressed",
                        100,
                        Duration.ZERO,
                        Optional.of(
                                new PriorityClass.Deadline(
                                        Duration.ofSeconds(120), Duration.ofSeconds(30), 100)));
        PoolScenario early = scenario(pressed);
        early.enqueue("c1").seconds(10).enqueue("c2", Reason.LEGAL).seconds(95);
        early.agent("ana", 2, "sv");
        assertThat(early.newlyOffered()).containsExactly("c1", "c2");

        PoolScenario late = scenario(pressed);
        late.enqueue("c1").seconds(10).enqueue("c2", Reason.LEGAL).seconds(105);
        late.agent("ana", 2, "sv");
        assertThat(late.newlyOffered()).containsExactly("c2", "c1");
    }

    @Test
    void equal_scores_of_two_classes_go_by_age() {
        PoolScenario scenario =
                scenario(
                        new PriorityClass("urgent", 100, Duration.ofSeconds(60), Optional.empty()));
        scenario.enqueue("c2").seconds(60).enqueue("c1", Reason.LEGAL).agent("ana", 1, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c2");
    }

    @Test
    void a_place_in_the_queue_goes_by_class_too() {
        PoolScenario scenario =
                scenario(
                        new PriorityClass("urgent", 100, Duration.ofSeconds(60), Optional.empty()));
        scenario.agent("ana", 1, "sv").away("ana").enqueue("c1").enqueue("c2", Reason.LEGAL);

        assertThat(scenario.effects(PoolEffect.Position.class))
                .extracting(PoolEffect.Position::position)
                .containsExactly(1);
    }

    @Test
    void another_policy_weighs_who_already_waits() {
        PoolScenario scenario = new PoolScenario();
        scenario.enqueue("c1").seconds(1).enqueue("c2", Reason.LEGAL);
        PriorityClass urgent =
                new PriorityClass("urgent", 100, Duration.ofSeconds(60), Optional.empty());
        scenario.send(
                new PoolCommand.UsePolicy(
                        new Rulebook()
                                .with(urgent)
                                .reason(Reason.LEGAL, Rulebook.ofClass("urgent"))
                                .policy()));
        scenario.agent("ana", 1, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c2");
    }
}
