package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.EstimatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        assertThat(scenario.stage("c1"))
                .isEqualTo(new Stage.Accepted("bo", "bo", toBo, false, List.of("sv")));
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

    @Test
    void capacity_freed_with_100_waiting_serves_them_all_in_order() {
        IntStream.range(0, 100)
                .forEach(n -> scenario.after(Duration.ofMillis(10)).enqueue("c" + (999 - n)));
        scenario.agent("ana", 1, "sv");
        for (int n = 0; n < 100; n++) {
            String next = "c" + (999 - n);
            assertThat(scenario.offeredTo(next)).isEqualTo("ana");
            scenario.serve(next).release(next, "ana");
        }

        assertThat(scenario.pool().items()).isEmpty();
    }

    @Test
    void unknown_skill_that_a_reason_requires() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .reason(Reason.LEGAL, Rulebook.required("yodelling"))
                                .policy());
        scenario.agent("ana", 1, "sv").enqueue("c1", Reason.LEGAL);

        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
        assertThat(scenario.waits("c1")).isTrue();
    }

    @Test
    void stale_estimate() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .estimate(new EstimatePolicy(1, 2, Duration.ofSeconds(30)))
                                .policy());
        scenario.agent("ana", 1, "sv");
        for (int n = 0; n < 4; n++) {
            scenario.enqueue("h" + n).serve("h" + n).seconds(n < 2 ? 60_000 : 120);
            scenario.release("h" + n, "ana");
        }
        scenario.enqueue("c0").serve("c0").enqueue("c1").enqueue("c2");
        assertThat(scenario.position("c2").waits())
                .contains(new Wait(Duration.ofSeconds(90), Duration.ofSeconds(180)));

        Positions positions = new Positions(Duration.ofSeconds(2));
        positions.due(scenario.pool(), scenario.now(), 99);
        scenario.seconds(2).agent("bo", 1, "sv").serve("c1").away("bo").away("ana");

        assertThat(positions.due(scenario.pool(), scenario.now(), 99))
                .singleElement()
                .satisfies(now -> {
                    assertThat(now.position()).isEqualTo(1);
                    assertThat(now.waits()).isEmpty();
                });
    }

    @Test
    void an_estimate_that_divides_by_chats_and_not_by_agents() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .estimate(new EstimatePolicy(1, 2, Duration.ofSeconds(30)))
                                .policy());
        scenario.agent("ana", 4, "sv").enqueue("h").serve("h").seconds(400).release("h", "ana");
        scenario.enqueue("b1").serve("b1").enqueue("b2").serve("b2").enqueue("b3").serve("b3");
        scenario.enqueue("b4").serve("b4").enqueue("c1").enqueue("c2");

        // One is ahead, and four slots work: 100 s, though four chats are open and one waits.
        assertThat(scenario.position("c2").waits())
                .contains(new Wait(Duration.ofSeconds(90), Duration.ofSeconds(150)));
    }

    @Test
    void nobody_told() {
        scenario.enqueue("c1");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);

        scenario.agent("ana", 1, "sv").away("ana").enqueue("c2").seconds(300).tick();
        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
    }

    @Test
    void handoff_promised_not_done() {
        scenario.agent("ana", 1, "sv").enqueue("c1").accept("ana", scenario.offer("c1").id());
        // The commit is lost with its node: whoever leads next asks for it again.
        Pool restored = Pool.of(scenario.pool().snapshot());

        assertThat(PoolRules.outstanding(restored))
                .containsExactlyElementsOf(scenario.effects(PoolEffect.Assign.class));
    }

    @Test
    void missing_after_reconnect() {
        Profile profile = PoolScenario.profile("ana", 2, "sv");
        scenario.agent("ana", profile).enqueue("c1").enqueue("c2").serve("c1");
        String offer = scenario.offer("c2").id();
        scenario.up("ana", profile, "ana-2");

        assertThat(scenario.effects(PoolEffect.Offer.class))
                .extracting(PoolEffect.Offer::offer)
                .containsExactly(offer);
        assertThat(scenario.stage("c1")).isInstanceOf(Stage.Assigned.class);
    }

    @Test
    void doubled_on_retry() {
        scenario.agent("ana", 2, "sv").enqueue("c1").enqueue("c1");
        String offer = scenario.offer("c1").id();
        scenario.serve("c1").enqueue("c1").accept("ana", offer);
        scenario.send(new PoolCommand.Assigned("c1", 1, "ana"));

        assertThat(scenario.effects()).isEmpty();
        assertThat(scenario.pool().load("ana")).isEqualTo(1);
    }

    @Test
    void two_supervisors_take_over_in_one_millisecond() {
        scenario.agent("sue", 1, "sv").agent("tom", 1, "sv").enqueue("c1", 1, need("fi"));
        scenario.takeOver("c1", 1, "sue").takeOver("c1", 1, "tom");

        assertThat(scenario.stage("c1").atSeat()).contains("sue");
        assertThat(scenario.pool().load("tom")).isZero();
    }

    @Test
    void customer_writes_right_after_the_return_to_the_assistant() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1");
        // The next request for a person comes before the end of the last stay.
        scenario.enqueue("c1", 4, need("sv"));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
        String offer = scenario.offer("c1").id();
        scenario.send(new PoolCommand.Released("c1", 2, "ana", false));

        assertThat(scenario.offer("c1").id()).isEqualTo(offer);
        assertThat(scenario.pool().load("ana")).isEqualTo(1);
    }

    @Test
    void all_agents_away_until_the_overflow_then_one_comes() {
        scenario.agent("ana", 1, "sv").away("ana").enqueue("c1");
        Instant enqueuedAt = scenario.now();
        scenario.seconds(1).enqueue("c2").seconds(3_000).tick().agent("eve", 1, "en");

        assertThat(scenario.effects(PoolEffect.Offer.class))
                .singleElement()
                .satisfies(offer -> {
                    assertThat(offer.conversation()).isEqualTo("c1");
                    assertThat(offer.enqueuedAt()).isEqualTo(enqueuedAt);
                    assertThat(offer.translated()).isTrue();
                });
    }

    @Test
    void offer_in_a_deploy_of_the_pools_own_leader() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        String offer = scenario.offer("c1").id();
        Pool restored = Pool.of(scenario.pool().snapshot());
        PoolCommand accept = new PoolCommand.Accept("ana", offer);
        CommandId next = new CommandId(restored.last().ms() + 10, 0);

        assertThat(PoolRules.step(restored, accept, next))
                .isEqualTo(PoolRules.step(scenario.pool(), accept, next));
        assertThat(PoolRules.step(restored, accept, next).effects())
                .hasOnlyElementsOfType(PoolEffect.Assign.class);
    }

    private static Need need(String language) {
        return new Need(language, Optional.empty(), new Target.Anybody(), Optional.empty());
    }
}
