package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Target;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What went wrong in other products, by name.
class BrokenElsewhereTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void stuck_on_an_offline_agent() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1").agent("bo", 1, "sv");
        scenario.lost("ana", "ana-1").seconds(30).tick();
        PoolEffect.Requeue requeue = scenario.effects(PoolEffect.Requeue.class).getFirst();
        scenario.enqueueAged("c1", requeue.epoch() + 2, requeue.enqueuedAt());

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void backlog_not_drained_when_an_agent_comes_newer_first() {
        for (int n = 1; n <= 9; n++) {
            scenario.enqueue("c" + n).seconds(1);
        }
        scenario.agent("ana", 4, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c1", "c2", "c3", "c4");
    }

    @Test
    void two_agents_on_one_chat_assignee_flaps() {
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1");
        String toAna = scenario.offer("c1").id();
        scenario.seconds(20).tick();
        String toBo = scenario.offer("c1").id();
        scenario.accept("bo", toBo).accept("ana", toAna);

        assertThat(scenario.effects(PoolEffect.Assign.class)).isEmpty();
        assertThat(scenario.effects()).contains(new PoolEffect.AcceptRefused("ana", toAna));
        assertThat(scenario.stage("c1")).isEqualTo(new Stage.Accepted("bo", "bo", toBo));
    }

    @Test
    void two_accepts_in_one_millisecond() {
        scenario.agent("ana", 1, "sv").agent("bo", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        var before = scenario.now();
        scenario.accept("bo", offer);
        assertThat(scenario.effects()).containsExactly(new PoolEffect.AcceptRefused("bo", offer));
        scenario.accept("ana", offer);

        assertThat(scenario.now()).isEqualTo(before);
        assertThat(scenario.effects(PoolEffect.Assign.class)).hasSize(1);
    }

    @Test
    void accept_at_the_instant_of_expiry_is_too_late() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.seconds(20).accept("ana", offer);

        assertThat(scenario.effects())
                .startsWith(
                        new PoolEffect.Withdraw("ana", offer, Withdrawal.TIMEOUT),
                        new PoolEffect.AcceptRefused("ana", offer));
        assertThat(scenario.effects(PoolEffect.Assign.class)).isEmpty();
    }

    @Test
    void accept_one_millisecond_before_expiry_is_in_time() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.after(Duration.ofMillis(19_999)).accept("ana", offer);

        assertThat(scenario.effects(PoolEffect.Assign.class)).hasSize(1);
    }

    @Test
    void half_open_agent_socket() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        scenario.agent("ana", profile).enqueue("c1").serve("c1").up("ana", profile, "ana-2");
        scenario.seconds(50).lost("ana", "ana-1").seconds(40).tick();

        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void offer_in_a_deploy() {
        Profile profile = PoolScenario.profile("ana", 1, "sv");
        scenario.agent("ana", profile).enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.send(new PoolCommand.NodeLost("node-ana-1"));
        assertThat(scenario.effects())
                .contains(new PoolEffect.Withdraw("ana", offer, Withdrawal.RESCINDED));

        scenario.seconds(2).up("ana", profile, "ana-2");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
        assertThat(scenario.offer("c1").id()).isNotEqualTo(offer);
    }

    @Test
    void capacity_freed_with_100_waiting() {
        scenario.agent("ana", 1, "sv").enqueue("first").serve("first");
        IntStream.range(0, 100)
                .forEach(n -> scenario.after(Duration.ofMillis(10)).enqueue("c" + (999 - n)));
        scenario.release("first", "ana");

        assertThat(scenario.newlyOffered()).containsExactly("c999");
    }

    @Test
    void all_agents_away_then_one_comes() {
        scenario.agent("ana", 1, "sv").agent("bo", 2, "sv").away("ana").away("bo");
        scenario.enqueue("c1").seconds(1).enqueue("c2").seconds(600).tick();
        assertThat(scenario.newlyOffered()).isEmpty();

        scenario.available("bo");

        assertThat(scenario.newlyOffered()).containsExactly("c1", "c2");
    }

    @Test
    void unknown_skill() {
        Target yodel = new Target.Skill("yodelling");
        scenario.agent("ana", 1, "sv").enqueue("c1", 1, PoolScenario.need("sv", yodel));

        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, yodel));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void wrong_language() {
        scenario.agent("eve", 4, "en").agent("dan", 1, "da", "en");
        scenario.enqueue("c1", 1, PoolScenario.need("da"));
        scenario.enqueue("c2", 1, PoolScenario.need("da"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
        assertThat(scenario.waits("c2")).isTrue();
    }

    @Test
    void a_transfer_does_not_come_back_to_who_sent_it() {
        scenario.agent("ana", 4, "sv").enqueue("c1").serve("c1");
        scenario.send(new PoolCommand.Released("c1", 2, "ana", false));
        scenario.enqueue("c1", 3, PoolScenario.need("sv", new Target.Skill("loans")), "ana");

        assertThat(scenario.waits("c1")).isTrue();
    }
}
