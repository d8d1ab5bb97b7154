package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private final PoolScenario scenario = new PoolScenario();

    @Test
    void the_longest_wait_is_served_first() {
        scenario.enqueue("b").seconds(1).enqueue("a").agent("ana", 1, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("b");
    }

    @Test
    void equal_waits_are_served_by_id() {
        scenario.enqueue("b").enqueue("a").agent("ana", 1, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("a");
    }

    @Test
    void the_least_loaded_for_its_capacity_comes_first() {
        scenario.agent("half", 2, "sv").enqueue("c1").serve("c1");
        scenario.seconds(1).agent("third", 3, "en").enqueue("c2", 1, PoolScenario.need("en"));
        scenario.serve("c2").up("third", PoolScenario.profile("third", 3, "sv"), "third-2");

        scenario.enqueue("c3");

        assertThat(scenario.offeredTo("c3")).isEqualTo("third");
    }

    @Test
    void the_longest_idle_comes_first_among_equals() {
        scenario.agent("bo", 1, "sv").seconds(1).agent("ana", 1, "sv").seconds(1).enqueue("c1");
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");

        scenario.serve("c1").seconds(5).release("c1", "bo").enqueue("c2");

        assertThat(scenario.offeredTo("c2")).isEqualTo("ana");
    }

    @Test
    void equally_idle_seats_come_by_id() {
        scenario.agent("bo", 1, "sv").agent("ana", 1, "sv").enqueue("c1");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void nothing_is_offered_above_capacity() {
        scenario.agent("ana", 2, "sv").enqueue("c1").enqueue("c2").enqueue("c3");
        assertThat(scenario.pool().load("ana")).isEqualTo(2);

        scenario.serve("c1").serve("c2");

        assertThat(scenario.waits("c3")).isTrue();
    }

    @Test
    void a_regional_form_of_a_language_is_understood() {
        scenario.agent("ana", 1, "SV-fi").enqueue("c1", 1, PoolScenario.need("sv-SE"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_language_that_a_busy_or_resting_colleague_speaks_is_waited_for() {
        scenario.up("dan", PoolScenario.profile("Dan", 1, "da"), "k1").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("da"));
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("dan");

        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
    }

    @Test
    void a_language_that_nobody_in_the_pool_speaks_is_anybodys() {
        scenario.agent("ana", 1, "sv").enqueue("c1", 1, PoolScenario.need("fi"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_language_becomes_anybodys_when_its_last_speaker_is_gone() {
        scenario.agent("dan", 1, "da").away("dan").agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.need("da")).lost("dan", "dan-1");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.seconds(30).tick();

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_speaker_who_serves_other_markets_only_keeps_nobody_from_helping() {
        scenario.agent("dan", Profile.of("Dan", List.of("da"), List.of(), 1, List.of("DK")));
        scenario.agent("ana", 1, "sv");
        scenario.enqueue("c1", 1, PoolScenario.needIn("SE", "da"));

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void a_seat_serves_its_own_markets_only_and_one_without_serves_all() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook().otherMarkets(Rulebook.alwaysOpen(Rulebook.TICKET)).policy());
        scenario.agent("dan", Profile.of("Dan", List.of("sv"), List.of(), 3, List.of("DK", "NO")));
        scenario.enqueue("c1", 1, PoolScenario.needIn("SE", "sv"))
                .enqueue("c2", 1, PoolScenario.needIn("NO", "sv"));
        assertThat(scenario.waits("c1")).isTrue();
        assertThat(scenario.offeredTo("c2")).isEqualTo("dan");

        scenario.agent("ana", 1, "sv");

        assertThat(scenario.offeredTo("c1")).isEqualTo("ana");
    }

    @Test
    void required_skills_are_never_dropped() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook()
                                .reason(Reason.LEGAL, Rulebook.required("cards", "loans"))
                                .policy());
        scenario.agent("ana", Profile.of("Ana", List.of("sv"), List.of("cards"), 3, List.of()));
        scenario.enqueue("c1", Reason.LEGAL).seconds(3_600).tick();
        assertThat(scenario.waits("c1")).isTrue();

        scenario.agent(
                "bo", Profile.of("Bo", List.of("en"), List.of("loans", "cards"), 3, List.of()));

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void an_item_that_nobody_can_take_does_not_hold_up_those_behind_it() {
        PoolScenario scenario =
                new PoolScenario(
                        new Rulebook().reason(Reason.LEGAL, Rulebook.required("loans")).policy());
        scenario.enqueue("c1", Reason.LEGAL).seconds(1).enqueue("c2").agent("ana", 1, "sv");

        assertThat(scenario.newlyOffered()).containsExactly("c2");
    }

    @Test
    void an_excluded_seat_is_not_offered_it() {
        scenario.agent("ana", 1, "sv").enqueue("c1", 1, PoolScenario.need("sv"), "ana");
        assertThat(scenario.waits("c1")).isTrue();

        scenario.agent("bo", 1, "sv");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }
}
