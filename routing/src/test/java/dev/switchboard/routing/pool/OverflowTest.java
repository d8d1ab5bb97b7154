package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The last step of every ladder: work that nobody took in time, nobody could take, or that came
/// while nobody was at work. The customer is told, always.
class OverflowTest {
    private final PoolScenario scenario =
            new PoolScenario(
                    new Rulebook()
                            .market("SE", Rulebook.alwaysOpen(Rulebook.others("DK")))
                            .market("NO", Rulebook.alwaysOpen(Rulebook.CALLBACK))
                            .market("FI", open())
                            .reason(Reason.LEGAL, Rulebook.required("law"))
                            .policy());

    private static MarketPolicy open() {
        return Rulebook.open(8, 17, Rulebook.CALLBACK, Rulebook.TICKET);
    }

    @Test
    void after_300_s_other_markets_may_help() {
        agent("bo", "SE").away("bo");
        agent("dan", "DK");
        agent("ned", "NL");
        enqueue("c1", "SE").after(Duration.ofMillis(299_999)).tick();
        assertThat(scenario.waits("c1")).isTrue();

        scenario.after(Duration.ofMillis(1)).tick();

        assertThat(scenario.effects())
                .startsWith(overflow("c1", Rulebook.others("DK"), Optional.empty()));
        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
    }

    @Test
    void overflow_to_other_markets_does_not_reach_those_that_are_not_named() {
        agent("bo", "SE").away("bo");
        agent("ned", "NL");
        enqueue("c1", "SE").seconds(300).tick();
        assertThat(scenario.waits("c1")).isTrue();

        scenario.available("bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void the_customer_is_told_once() {
        agent("bo", "SE").away("bo");
        enqueue("c1", "SE").seconds(300).tick().seconds(300).tick();

        assertThat(scenario.effects()).isEmpty();
        assertThat(scenario.pool().nextDeadline()).isEmpty();
    }

    @Test
    void who_was_told_not_to_wait_comes_after_all_who_do() {
        agent("bo", "NO").away("bo");
        enqueue("c1", "NO").seconds(300).tick();
        assertThat(scenario.effects())
                .contains(overflow("c1", Rulebook.CALLBACK, Optional.empty()));
        enqueue("c2", "NO").available("bo");

        assertThat(scenario.newlyOffered()).containsExactly("c2");
    }

    @Test
    void who_was_told_not_to_wait_is_offered_to_whoever_has_room() {
        agent("bo", "NO").away("bo");
        enqueue("c1", "NO").seconds(300).tick();
        enqueue("c2", "NO");
        scenario.up("bo", in("NO", 2), "bo-2").available("bo");

        assertThat(scenario.newlyOffered()).containsExactly("c2", "c1");
    }

    @Test
    void deferred_work_stays_in_its_market_and_asks_for_required_skills() {
        agent("ned", "NL").agent("bo", in("NO", 1));
        scenario.enqueue("c1", 1, Reason.LEGAL, PoolScenario.needIn("NO", "sv"));
        assertThat(scenario.effects())
                .contains(overflow("c1", Rulebook.CALLBACK, Optional.empty()));
        assertThat(scenario.waits("c1")).isTrue();

        scenario.agent("law", Profile.of("Law", List.of("en"), List.of("law"), 1, List.of("NO")));

        assertThat(scenario.offeredTo("c1")).isEqualTo("law");
    }

    @Test
    void where_nobody_could_ever_help_the_customer_is_told_at_once() {
        agent("dan", "DK");
        enqueue("c1", "SE");

        assertThat(scenario.effects())
                .startsWith(overflow("c1", Rulebook.others("DK"), Optional.empty()));
        assertThat(scenario.offeredTo("c1")).isEqualTo("dan");
    }

    @Test
    void a_colleague_who_is_busy_away_or_in_the_grace_counts_as_one_who_could() {
        agent("bo", "NO").away("bo");
        enqueue("c1", "NO");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();
        scenario.lost("bo", "bo-1");
        enqueue("c2", "NO");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();

        scenario.seconds(30).tick();
        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();
        enqueue("c3", "NO");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
    }

    @Test
    void out_of_hours_the_customer_is_told_when_somebody_is_back() {
        agent("bo", "FI").away("bo");
        enqueue("c1", "FI");

        assertThat(scenario.effects())
                .startsWith(overflow("c1", Rulebook.TICKET, at("1970-01-01T08:00:00Z")));
    }

    @Test
    void a_new_leader_repeats_when_somebody_is_back_by_the_hours_of_that_market() {
        agent("bo", "FI").away("bo");
        enqueue("c1", "FI").seconds(60).tick();
        PoolEffect told = overflow("c1", Rulebook.TICKET, at("1970-01-01T08:00:00Z"));
        assertThat(PoolRules.outstanding(scenario.pool())).containsExactly(told);

        until("1970-01-01T08:00:01Z");
        scenario.tick();
        assertThat(PoolRules.outstanding(scenario.pool()))
                .containsExactly(overflow("c1", Rulebook.TICKET, Optional.empty()));
    }

    @Test
    void a_market_opens_on_the_hour_and_closes_on_it() {
        agent("bo", "FI").away("bo");
        until("1970-01-01T07:59:59.999Z");
        enqueue("c1", "FI");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
        until("1970-01-01T08:00:00Z");
        enqueue("c2", "FI");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();
        until("1970-01-01T16:59:59.999Z");
        scenario.tick();
        enqueue("c3", "FI");
        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();
        until("1970-01-01T17:00:00Z");
        enqueue("c4", "FI");
        assertThat(scenario.effects(PoolEffect.Overflow.class))
                .containsExactly(overflow("c4", Rulebook.TICKET, at("1970-01-02T08:00:00Z")));
    }

    @Test
    void who_came_in_time_waits_on_when_the_market_closes() {
        agent("bo", "FI").away("bo");
        until("1970-01-01T16:58:00Z");
        enqueue("c1", "FI");
        until("1970-01-01T17:01:00Z");
        scenario.tick();
        assertThat(scenario.effects()).isEmpty();

        scenario.available("bo");

        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void overtime_serves_who_came_after_hours() {
        agent("bo", "FI");
        enqueue("c1", "FI");

        assertThat(scenario.effects(PoolEffect.Overflow.class)).hasSize(1);
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_transfer_after_hours_still_goes_to_whom_it_is_meant_for() {
        agent("bo", "FI");
        scenario.enqueue(
                "c1",
                1,
                new Need("sv", Optional.of("FI"), new Target.Seat("bo"), Optional.empty()));

        assertThat(scenario.effects(PoolEffect.Overflow.class)).isEmpty();
        assertThat(scenario.offeredTo("c1")).isEqualTo("bo");
    }

    @Test
    void a_new_epoch_after_an_overflow_begins_anew() {
        agent("bo", "NO").away("bo");
        enqueue("c1", "NO").seconds(300).tick();
        scenario.enqueue("c1", 3, PoolScenario.needIn("NO", "sv"));

        assertThat(scenario.item("c1").overflowed()).isEqualTo(WorkItem.Overflowed.NO);
    }

    @Test
    void who_was_told_not_to_wait_has_the_last_place() {
        agent("bo", "NO").away("bo");
        enqueue("c1", "NO").seconds(300).tick();
        enqueue("c2", "NO");

        assertThat(scenario.effects(PoolEffect.Position.class))
                .extracting(PoolEffect.Position::position)
                .containsExactly(1);
    }

    private PoolScenario enqueue(String conversation, String market) {
        return scenario.enqueue(conversation, 1, PoolScenario.needIn(market, "sv"));
    }

    private PoolScenario agent(String seat, String market) {
        return scenario.agent(seat, in(market, 1));
    }

    private static Profile in(String market, int capacity) {
        return Profile.of("Somebody", List.of("sv"), List.of(), capacity, List.of(market));
    }

    private void until(String instant) {
        scenario.after(Duration.between(scenario.now(), Instant.parse(instant)));
    }

    private static Optional<Instant> at(String instant) {
        return Optional.of(Instant.parse(instant));
    }

    private static PoolEffect.Overflow overflow(
            String conversation, Overflow to, Optional<Instant> opensAt) {
        return new PoolEffect.Overflow(conversation, 1, to, opensAt);
    }
}
