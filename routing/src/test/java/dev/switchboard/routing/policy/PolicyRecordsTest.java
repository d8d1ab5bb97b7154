package dev.switchboard.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.PriorityClass.Deadline;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the records refuse, and what they keep of what they are given.
class PolicyRecordsTest {
    private static final Duration ZERO = Duration.ZERO;
    private static final NavigableMap<String, Integer> NONE = new TreeMap<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_value_that_makes_no_sense_is_refused_by_the_name_of_its_setting(
            String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("offer must be longer than nothing: PT0S", () -> times(0, 1, 1, 1)),
                refused("wrap-up must be longer than nothing: PT-1S", () -> times(1, -1, 1, 1)),
                refused("seat-grace must be longer than nothing: PT0S", () -> times(1, 1, 0, 1)),
                refused("remember must be longer than nothing: PT0S", () -> times(1, 1, 1, 0)),
                refused("sticky must not be negative: PT-1S", () -> steps(-1, 0, 0, 0, 0)),
                refused(
                        "optional-skills must not be before sticky: PT1S",
                        () -> steps(2, 1, 2, 2, 2)),
                refused(
                        "native-language must not be before optional-skills: PT1S",
                        () -> steps(2, 2, 1, 2, 2)),
                refused(
                        "fluent-language must not be before native-language: PT1S",
                        () -> steps(2, 2, 2, 1, 2)),
                refused(
                        "overflow must not be before fluent-language: PT1S",
                        () -> steps(2, 2, 2, 2, 1)),
                refused("native-level must be from 1 to 5: 6", () -> levels(6, 1)),
                refused("native-level must be from 1 to 5: 0", () -> levels(0, 0)),
                refused("fluent-level must be from 1 to 3: 4", () -> levels(3, 4)),
                refused("fluent-level must be from 1 to 3: 0", () -> levels(3, 0)),
                refused(
                        "samples-min must be from 1 to 10000: 0",
                        () -> new EstimatePolicy(0, 1, Duration.ofSeconds(1))),
                refused(
                        "samples-max must be from 20 to 10000: 19",
                        () -> new EstimatePolicy(20, 19, Duration.ofSeconds(1))),
                refused(
                        "floor must be longer than nothing: PT0S",
                        () -> new EstimatePolicy(1, 1, ZERO)),
                refused("name must not be blank", () -> priority(" ", 100, 0)),
                refused("age-rate-percent must be from 1 to 100000: 0", () -> priority("a", 0, 0)),
                refused(
                        "age-rate-percent must be from 1 to 100000: 100001",
                        () -> priority("a", 100_001, 0)),
                refused("boost must not be negative: PT-1S", () -> priority("a", 1, -1)),
                refused(
                        "deadline.after must be longer than nothing: PT0S",
                        () -> deadline(0, 1, 1)),
                refused(
                        "deadline.window must be longer than nothing: PT0S",
                        () -> deadline(1, 0, 1)),
                refused(
                        "deadline.window must not be longer than deadline.after: PT2S",
                        () -> deadline(1, 2, 1)),
                refused(
                        "deadline.rate-percent must be from 1 to 100000: 0",
                        () -> deadline(1, 1, 0)),
                refused("priority must not be blank", () -> new ReasonPolicy("", NONE, NONE, 1)),
                refused(
                        "required-skills.cards must be from 1 to 5: 6",
                        () -> new ReasonPolicy("a", skill("cards", 6), NONE, 1)),
                refused(
                        "optional-skills.cards must be from 1 to 5: 0",
                        () -> new ReasonPolicy("a", NONE, skill("cards", 0), 1)),
                refused(
                        "optional-skills must not be blank",
                        () -> new ReasonPolicy("a", NONE, skill(" ", 1), 1)),
                refused("cost must be from 1 to 10: 0", () -> new ReasonPolicy("a", NONE, NONE, 0)),
                refused(
                        "cost must be from 1 to 10: 11",
                        () -> new ReasonPolicy("a", NONE, NONE, 11)),
                refused(
                        "other-markets must not be blank",
                        () -> new Overflow.OtherMarkets(List.of(""))),
                refused(
                        "classes.urgent must not be named twice",
                        () -> policy(List.of(urgent(), urgent()), new TreeMap<>())),
                refused(
                        "reasons.dispute.priority must be a class that there is: urgent",
                        () -> policy(List.of(), reasons("urgent"))));
    }

    @Test
    void the_least_that_makes_sense_is_taken() {
        assertThat(times(1, 1, 1, 1).offer()).isEqualTo(Duration.ofSeconds(1));
        assertThat(steps(0, 0, 0, 0, 0).overflow()).isZero();
        assertThat(levels(1, 1).fluentLevel()).isEqualTo(1);
        assertThat(deadline(1, 1, 1).window()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void the_normal_class_is_there_even_where_nobody_names_it() {
        assertThat(policy(List.of(urgent()), new TreeMap<>()).classes())
                .containsExactly(urgent(), PriorityClass.NORMAL);
    }

    @Test
    void the_normal_class_may_be_named_with_other_values() {
        PriorityClass slow = priority("normal", 50, 0);

        assertThat(policy(List.of(slow), new TreeMap<>()).priority("normal")).isEqualTo(slow);
    }

    @Test
    void a_class_that_has_gone_counts_as_normal() {
        assertThat(RoutingPolicy.DEFAULT.priority("gone")).isEqualTo(PriorityClass.NORMAL);
    }

    @Test
    void a_class_that_has_gone_counts_as_normal_with_the_values_normal_has_now() {
        PriorityClass slow = priority("normal", 50, 0);

        assertThat(policy(List.of(slow), new TreeMap<>()).priority("gone")).isEqualTo(slow);
    }

    @Test
    void a_reason_that_is_not_named_asks_for_nothing_in_particular() {
        RoutingPolicy policy = policy(List.of(urgent()), reasons("urgent"));

        assertThat(policy.of(Reason.DISPUTE).priority()).isEqualTo("urgent");
        assertThat(policy.of(Reason.IDLE)).isEqualTo(ReasonPolicy.DEFAULT);
    }

    @Test
    void an_unknown_market_is_treated_as_all_others_are() {
        MarketPolicy sweden = market(Overflow.Deferred.How.CALLBACK);
        RoutingPolicy policy =
                new RoutingPolicy(
                        PoolTimes.DEFAULT,
                        Relaxation.DEFAULT,
                        EstimatePolicy.DEFAULT,
                        List.of(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("SE", sweden)),
                        RoutingPolicy.DEFAULT.otherMarkets());

        assertThat(policy.of(Optional.of("SE"))).isEqualTo(sweden);
        assertThat(policy.of(Optional.of("XX"))).isEqualTo(policy.otherMarkets());
        assertThat(policy.of(Optional.empty())).isEqualTo(policy.otherMarkets());
    }

    @Test
    void what_is_done_to_the_collections_it_was_made_of_does_not_change_a_policy() {
        List<PriorityClass> classes = new ArrayList<>(List.of(urgent()));
        NavigableMap<Reason, ReasonPolicy> reasons = reasons("urgent");
        RoutingPolicy policy = policy(classes, reasons);
        NavigableMap<String, Integer> skills = skill("cards", 1);
        ReasonPolicy reason = new ReasonPolicy("urgent", skills, NONE, 1);

        classes.clear();
        reasons.clear();
        skills.clear();

        assertThat(policy.classes()).hasSize(2);
        assertThat(policy.reasons()).hasSize(1);
        assertThat(reason.requiredSkills()).hasSize(1);
        assertThatThrownBy(() -> policy.reasons().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Arguments refused(String message, ThrowingCallable construction) {
        return arguments(message, construction);
    }

    private static PoolTimes times(long offer, long wrapUp, long seatGrace, long remember) {
        return new PoolTimes(
                Duration.ofSeconds(offer),
                Duration.ofSeconds(wrapUp),
                Duration.ofSeconds(seatGrace),
                Duration.ofSeconds(remember));
    }

    private static Relaxation steps(long a, long b, long c, long d, long e) {
        return new Relaxation(
                Duration.ofSeconds(a),
                Duration.ofSeconds(b),
                Duration.ofSeconds(c),
                Duration.ofSeconds(d),
                Duration.ofSeconds(e),
                5,
                4);
    }

    private static Relaxation levels(int nativeLevel, int fluentLevel) {
        return new Relaxation(ZERO, ZERO, ZERO, ZERO, ZERO, nativeLevel, fluentLevel);
    }

    private static Deadline deadline(long after, long window, int ratePercent) {
        return new Deadline(Duration.ofSeconds(after), Duration.ofSeconds(window), ratePercent);
    }

    private static PriorityClass priority(String name, int ageRatePercent, long boost) {
        return new PriorityClass(name, ageRatePercent, Duration.ofSeconds(boost), Optional.empty());
    }

    private static PriorityClass urgent() {
        return priority("urgent", 200, 60);
    }

    private static NavigableMap<String, Integer> skill(String skill, int level) {
        return new TreeMap<>(Map.of(skill, level));
    }

    private static NavigableMap<Reason, ReasonPolicy> reasons(String priority) {
        return new TreeMap<>(Map.of(Reason.DISPUTE, new ReasonPolicy(priority, NONE, NONE, 1)));
    }

    private static MarketPolicy market(Overflow.Deferred.How how) {
        return new MarketPolicy(
                BusinessHours.always(ZoneOffset.UTC),
                new Overflow.Deferred(how),
                new Overflow.Deferred(how));
    }

    private static RoutingPolicy policy(
            List<PriorityClass> classes, NavigableMap<Reason, ReasonPolicy> reasons) {
        return new RoutingPolicy(
                PoolTimes.DEFAULT,
                Relaxation.DEFAULT,
                EstimatePolicy.DEFAULT,
                classes,
                reasons,
                new TreeMap<>(),
                RoutingPolicy.DEFAULT.otherMarkets());
    }
}
