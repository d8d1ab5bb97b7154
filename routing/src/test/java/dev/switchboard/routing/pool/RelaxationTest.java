package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.ReasonPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The steps of the ladder, each by its time and each skipped at once where nobody could fill it.
class RelaxationTest {
    private final PoolScenario scenario =
            new PoolScenario(
                    new Rulebook()
                            .reason(Reason.LEGAL, Rulebook.required("law"))
                            .reason(Reason.DISPUTE, Rulebook.optional("cards"))
                            .policy());

    @Test
    void until_15_s_only_the_former_agent() {
        scenario.agent("bo", 1, "sv").enqueue("c0").serve("c0").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.stickyNeed("sv", "bo"));
        justBefore(15);
        assertThat(scenario.waits("c1")).isTrue();

        aMomentLater();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void the_former_agent_who_gets_room_in_time_gets_the_customer_back() {
        scenario.agent("bo", 1, "sv").enqueue("c0").serve("c0").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.stickyNeed("sv", "bo"));
        scenario.seconds(10).release("c0", "bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_former_agent_who_is_away_lost_or_gone_is_not_waited_for() {
        scenario.agent("bo", 9, "sv").agent("ana", 9, "sv").away("bo");
        scenario.enqueue("c1", 1, PoolScenario.stickyNeed("sv", "bo"));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");

        scenario.available("bo").lost("bo", "bo-1");
        scenario.enqueue("c2", 1, PoolScenario.stickyNeed("sv", "bo"));
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");

        scenario.enqueue("c3", 1, PoolScenario.stickyNeed("sv", "nobody"));
        assertThat(scenario.offeredTo("c3")).isEqualTo("ana");
    }

    @Test
    void a_former_agent_who_goes_away_is_waited_for_no_longer() {
        scenario.agent("bo", 1, "sv").enqueue("c0").serve("c0").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.stickyNeed("sv", "bo")).seconds(3).away("bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void the_former_agent_comes_first_even_later_and_whatever_the_language() {
        scenario.agent("bo", 1, "da").enqueue("c0", 1, PoolScenario.need("da")).serve("c0");
        scenario.agent("ana", 1, "sv").away("ana");
        scenario.enqueue("c1", 1, PoolScenario.stickyNeed("sv", "bo")).seconds(200).tick();
        scenario.send(new PoolCommand.UsePolicy(scenario.pool().policy()));
        scenario.release("c0", "bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_former_agent_who_lacks_a_required_skill_is_skipped() {
        scenario.agent("bo", 1, "sv").agent("ana", skilled(1, "law", "sv"));
        scenario.enqueue("c1", 1, Reason.LEGAL, PoolScenario.stickyNeed("sv", "bo"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void until_45_s_optional_skills_are_insisted_on() {
        scenario.agent("bo", skilled(1, "cards", "sv")).away("bo").agent("ana", 1, "sv");
        scenario.enqueue("c1", Reason.DISPUTE);
        justBefore(45);
        assertThat(scenario.waits("c1")).isTrue();

        aMomentLater();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void optional_skills_that_nobody_has_are_skipped_at_once() {
        scenario.agent("ana", 1, "sv").enqueue("c1", Reason.DISPUTE);

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void who_is_better_at_optional_skills_comes_first() {
        scenario.agent("ana", 1, "sv").seconds(1).agent("bo", skilled(1, "cards", "sv"));
        scenario.seconds(1).enqueue("c1", Reason.DISPUTE);

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void until_90_s_only_who_speaks_the_language_as_a_native() {
        scenario.agent("bo", 1, "sv").away("bo").agent("eve", speaking("sv", 4));
        scenario.enqueue("c1");
        justBefore(90);
        assertThat(scenario.waits("c1")).isTrue();

        aMomentLater();

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
    }

    @Test
    void until_180_s_only_who_speaks_the_language_fluently() {
        scenario.agent("bo", 1, "sv").away("bo").agent("eve", speaking("sv", 3));
        scenario.enqueue("c1");
        justBefore(180);
        assertThat(scenario.waits("c1")).isTrue();

        aMomentLater();

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
        assertThat(scenario.effects(PoolEffect.Offer.class)).allMatch(offer -> !offer.translated());
    }

    @Test
    void after_180_s_anybody_may_help_with_a_translation() {
        scenario.agent("bo", 1, "sv").away("bo").agent("eve", 1, "en").enqueue("c1");
        justBefore(180);
        assertThat(scenario.waits("c1")).isTrue();

        aMomentLater();

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
        assertThat(scenario.effects(PoolEffect.Offer.class)).allMatch(PoolEffect.Offer::translated);
    }

    @Test
    void levels_of_a_language_that_nobody_has_are_skipped_at_once() {
        scenario.agent("eve", speaking("sv", 4)).agent("dan", speaking("sv", 2));
        scenario.enqueue("c1");
        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");

        scenario.lost("eve", "eve-1").seconds(30).tick();
        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
    }

    @Test
    void among_those_who_may_the_better_speaker_comes_first() {
        scenario.agent("dan", speaking("sv", 2)).seconds(1).agent("eve", speaking("sv", 3));
        scenario.seconds(1).enqueue("c1");

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
    }

    @Test
    void a_native_who_comes_on_is_waited_for_again() {
        scenario.agent("eve", speaking("sv", 4)).enqueue("c0").serve("c0").enqueue("c1");
        scenario.up("bo", PoolScenario.profile("bo", 1, "sv"), "bo-1").release("c0", "eve");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_level_of_a_required_skill_is_never_dropped() {
        PoolScenario strict =
                new PoolScenario(
                        new Rulebook()
                                .reason(
                                        Reason.LEGAL,
                                        new ReasonPolicy(
                                                "normal",
                                                new TreeMap<>(Map.of("law", 3)),
                                                new TreeMap<>(),
                                                1))
                                .policy());
        strict.agent("ana", skilled(2, "law", "sv")).enqueue("c1", Reason.LEGAL);
        strict.seconds(3_600).tick();
        assertThat(strict.waits("c1")).isTrue();

        strict.agent("bo", skilled(3, "law", "en"));

        assertThat(strict.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void an_offer_that_is_missed_does_not_stop_the_ladder() {
        scenario.agent("bo", 1, "sv").agent("eve", 1, "en").enqueue("c1");
        scenario.seconds(20).tick().seconds(159).tick();
        assertThat(scenario.waits("c1")).isTrue();

        scenario.seconds(1).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
    }

    @Test
    void a_transfer_begins_the_ladder_anew_but_keeps_its_age() {
        scenario.agent("ana", 1, "sv").enqueue("c1").serve("c1");
        Instant enqueuedAt = scenario.item("c1").enqueuedAt();
        scenario.up("bo", PoolScenario.profile("bo", 1, "sv"), "bo-1").agent("eve", 1, "en");
        scenario.seconds(600).enqueue("c1", 3, PoolScenario.need("sv"), "ana");
        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.item("c1").enqueuedAt()).isEqualTo(enqueuedAt);

        scenario.seconds(180).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("eve");
    }

    @Test
    void a_transfer_to_a_skill_keeps_asking_for_what_its_reason_requires() {
        scenario.agent("ana", skilled(5, "loans", "sv")).agent("bo", skilled(5, "law", "sv"));
        scenario.enqueue(
                "c1",
                1,
                Reason.LEGAL,
                new Need("sv", Optional.empty(), new Target.Skill("loans"), Optional.empty()));

        assertThat(scenario.effects(PoolEffect.TargetUnavailable.class)).hasSize(1);
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    private void justBefore(long seconds) {
        scenario.after(Duration.ofMillis(seconds * 1_000 - 1)).tick();
    }

    /// The pool asks to be woken exactly then.
    private void aMomentLater() {
        assertThat(scenario.pool().nextDeadline()).contains(scenario.now().plusMillis(1));
        scenario.after(Duration.ofMillis(1)).tick();
    }

    private static Profile skilled(int level, String skill, String language) {
        return new Profile(
                "Skilled",
                new TreeMap<>(Map.of(language, 5)),
                new TreeMap<>(Map.of(skill, level)),
                1,
                List.of(),
                Optional.empty());
    }

    private static Profile speaking(String language, int level) {
        return new Profile(
                "Speaker",
                new TreeMap<>(Map.of(language, level)),
                new TreeMap<>(),
                1,
                List.of(),
                Optional.empty());
    }
}
