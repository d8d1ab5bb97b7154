package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Target BO = new Target.Seat("bo");

    private final PoolScenario scenario = new PoolScenario();

    @Test
    void a_transfer_to_an_agent_goes_to_that_agent_whatever_the_language() {
        scenario.agent("ana", 1, "sv").seconds(1).agent("bo", 1, "en");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO));

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
        assertThat(scenario.effects(PoolEffect.TargetUnavailable.class)).isEmpty();
    }

    @Test
    void a_busy_agent_is_waited_for_no_longer_than_an_offer_lasts() {
        scenario.agent("bo", 1, "sv").enqueue("c0").serve("c0").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO)).seconds(19).tick();
        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.pool().nextDeadline()).contains(scenario.now().plusSeconds(1));

        scenario.seconds(1).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, BO));
    }

    @Test
    void a_busy_agent_who_gets_room_in_time_gets_the_transfer() {
        scenario.agent("bo", 1, "sv").enqueue("c0").serve("c0").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO)).seconds(5).release("c0", "bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void an_agent_nobody_knows_is_told_and_anybody_may_help() {
        scenario.agent("ana", 1, "sv").enqueue("c1", 1, PoolScenario.need("sv", BO));

        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, BO));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void an_agent_who_is_away_or_lost_is_not_waited_for() {
        scenario.agent("ana", 2, "sv").agent("bo", 1, "sv").away("bo");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");

        scenario.available("bo").lost("bo", "bo-1");
        scenario.enqueue("c2", 1, PoolScenario.need("sv", BO));
        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void an_agent_out_of_reach_is_told_even_while_nobody_is_free() {
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO));

        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, BO));
        scenario.tick();
        assertThat(scenario.effects()).isEmpty();
    }

    @Test
    void a_transfer_its_agent_declines_is_anybodys() {
        scenario.agent("bo", 1, "sv").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO));
        scenario.decline("bo", scenario.offer("c1").id());

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, BO));
    }

    @Test
    void a_transfer_its_agent_misses_is_anybodys() {
        scenario.agent("bo", 1, "sv").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", BO)).seconds(20).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_transfer_to_a_skill_waits_for_one_who_has_it() {
        scenario.agent("ana", 1, "sv").agent("bo", skilled("loans", "sv")).enqueue("c0");
        scenario.away("bo").enqueue("c1", 1, toSkill("loans"));
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_transfer_to_a_skill_prefers_the_language_but_does_not_insist() {
        scenario.agent("a-finn", skilled("loans", "fi")).seconds(1);
        scenario.agent("bo", skilled("loans", "sv")).enqueue("c1", 1, toSkill("loans"));
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");

        scenario.lost("bo", "bo-1").seconds(30).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("a-finn");
    }

    @Test
    void a_transfer_to_a_language_goes_to_one_who_speaks_it() {
        scenario.agent("ana", 1, "sv").seconds(1).agent("finn", 1, "fi");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", new Target.Language("fi")));

        assertThat(scenario.offeredTo("c1")).isEqualTo("finn");
    }

    @Test
    void a_transfer_to_a_language_nobody_speaks_goes_by_the_conversations_own() {
        scenario.agent("eve", 1, "en").seconds(1).agent("ana", 1, "sv");
        Target finnish = new Target.Language("fi");
        scenario.enqueue("c1", 1, PoolScenario.need("sv", finnish));

        assertThat(scenario.effects()).contains(new PoolEffect.TargetUnavailable("c1", 1, finnish));
        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_transfer_to_a_language_does_not_go_to_a_former_agent_who_does_not_speak_it() {
        scenario.agent("ana", 1, "sv").seconds(1).agent("finn", 1, "fi");
        scenario.enqueue(
                "c1",
                1,
                new Need("sv", Optional.empty(), new Target.Language("fi"), Optional.of("ana")));

        assertThat(scenario.offeredTo("c1")).isEqualTo("finn");
    }

    @Test
    void who_comes_from_no_market_in_particular_is_kept_from_nobody_by_its_overflow() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .otherMarkets(Rulebook.alwaysOpen(Rulebook.others("SE")))
                                .policy());
        scenario.agent("dan", Profile.of("Dan", List.of("da"), List.of(), 1, List.of("DK")));
        scenario.away("dan").enqueue("c1").seconds(300).tick();
        assertThat(scenario.item("c1").overflowed()).isEqualTo(WorkItem.Overflowed.WAITED);

        scenario.available("dan");

        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
    }

    @Test
    void the_last_resort_is_found_when_the_only_other_colleague_goes() {
        scenario.agent("ana", 1, "sv").enqueue("c1");
        scenario.decline("ana", scenario.offer("c1").id()).away("ana").agent("bo", 1, "sv");
        scenario.decline("bo", scenario.offer("c1").id());
        scenario.up("eve", PoolScenario.profile("eve", 1, "en"), "eve-1").available("ana");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.lost("eve", "eve-1").seconds(30).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    private static Profile skilled(String skill, String language) {
        return Profile.of("Skilled", List.of(language), List.of(skill), 2, List.of());
    }

    private static Need toSkill(String skill) {
        return PoolScenario.need("sv", new Target.Skill(skill));
    }
}
