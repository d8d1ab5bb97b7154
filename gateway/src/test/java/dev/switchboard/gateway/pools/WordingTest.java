package dev.switchboard.gateway.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.policy.Text;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.BusinessHours.Shift;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.Overflow.Deferred.How;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.Subject;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the customer is told of each thing that a real pool decides.
class WordingTest {

    /// A Saturday, late in the evening.
    private static final Instant CLOSED = Instant.parse("2026-01-03T20:00:00Z");

    private static final Instant OPEN = Instant.parse("2026-01-05T12:00:00Z");
    private static final Overflow OTHERS = new Overflow.OtherMarkets(List.of());
    private static final Overflow CALLBACK = new Overflow.Deferred(How.CALLBACK);
    private static final Overflow TICKET = new Overflow.Deferred(How.TICKET);
    private static final Target ANYBODY = new Target.Anybody();

    private final Texts texts =
            ((TextsOutcome.Ok) TextsLoader.load(Path.of("..", "config"))).texts();
    private final Wording wording = new Wording(texts, false);
    private Pool pool = Pool.empty("p", RoutingPolicy.DEFAULT);
    private CommandId last = CommandId.NONE;
    private List<PoolEffect> effects = List.of();

    @Test
    void nobody_on_at_all_is_said_as_such_to_who_waits_on() {
        at(OPEN).enqueue("sv", Optional.empty(), ANYBODY);

        assertThat(overflow()).isEqualTo(said(Text.CLOSED_OTHER_MARKETS, "sv"));
    }

    @Test
    void who_waited_too_long_is_told_where_they_go_now() {
        for (Overflow to : List.of(OTHERS, CALLBACK, TICKET)) {
            at(OPEN).market("SE", "Europe/Stockholm", to, TICKET);
            agent("ana", "sv").enqueue("sv", Optional.of("SE"), ANYBODY);
            send(new PoolCommand.Presence("ana", PoolCommand.Presence.State.AWAY));
            after(Duration.ofMinutes(5));

            assertThat(overflow())
                    .isEqualTo(
                            said(
                                    to.equals(OTHERS)
                                            ? Text.WAITED_OTHER_MARKETS
                                            : to.equals(CALLBACK)
                                                    ? Text.WAITED_CALLBACK
                                                    : Text.WAITED_TICKET,
                                    "sv"));
            pool = Pool.empty("p", RoutingPolicy.DEFAULT);
        }
    }

    @Test
    void out_of_hours_the_opening_is_told_on_the_markets_clocks_in_the_customers_language() {
        at(CLOSED).market("US", "America/New_York", OTHERS, TICKET);
        assertOpens("en", "US", "is back on Monday, January 5, 2026 at 8:00 AM EST.");
        assertOpens("es", "US", "vuelve el lunes, 5 de enero de 2026, 8:00 a.m. EST.");

        at(CLOSED).market("SE", "Europe/Stockholm", OTHERS, TICKET);
        assertOpens("sv", "SE", "är tillbaka måndag 5 januari 2026 kl. 08:00 CET.");
        assertOpens("de", "SE", "wieder da: Montag, 5. Januar 2026 um 08:00 MEZ.");
        assertOpens("ar", "SE", "ويعود يوم الاثنين، 5 يناير 2026 في 08:00 غرينتش+1.");
        assertOpens("eu", "SE", "is back on Monday, 5 January 2026 at 08:00 CET.");
    }

    /// Spaces that do not break are as good as others here.
    private void assertOpens(String language, String market, String part) {
        enqueue(language, Optional.of(market), ANYBODY);
        Notice notice = wording.overflow(pool, only(PoolEffect.Overflow.class)).orElseThrow();
        assertThat(notice.text().replaceAll("[\\u00a0\\u202f]", " ")).contains(part);
        assertThat(notice.language()).isEqualTo(language.equals("eu") ? "en" : language);
    }

    @Test
    void who_comes_while_nobody_is_at_work_is_told_by_which_way_they_are_answered() {
        Instant opening = Instant.parse("2026-01-05T08:00:00Z");
        at(CLOSED).market("GB", "Europe/London", OTHERS, CALLBACK);
        enqueue("en", Optional.of("GB"), ANYBODY);
        assertThat(only(PoolEffect.Overflow.class).opensAt()).contains(opening);
        assertThat(overflow().text()).contains("Monday", "by phone");

        at(CLOSED).market("GB", "Europe/London", OTHERS, TICKET);
        enqueue("en", Optional.of("GB"), ANYBODY);
        assertThat(overflow().text()).contains("Monday", "in writing");

        at(CLOSED).market("GB", "Europe/London", CALLBACK, OTHERS);
        enqueue("en", Optional.of("GB"), ANYBODY);
        assertThat(overflow().text()).contains("Monday", "in the queue");
    }

    @Test
    void where_the_opening_is_not_known_none_is_told() {
        at(CLOSED).use("GB", new BusinessHours(zone("UTC"), new TreeMap<>(), new TreeSet<>()));
        enqueue("en", Optional.of("GB"), ANYBODY);

        assertThat(overflow()).isEqualTo(said(Text.CLOSED_TICKET, "en"));
    }

    @Test
    void a_copy_that_is_told_after_the_opening_has_the_key_of_the_first_and_is_still_true() {
        at(CLOSED).market("SE", "Europe/Stockholm", CALLBACK, TICKET);
        agent("ana", "sv");
        send(new PoolCommand.Presence("ana", PoolCommand.Presence.State.AWAY));
        enqueue("sv", Optional.of("SE"), ANYBODY);
        Notice first = wording.overflow(pool, only(PoolEffect.Overflow.class)).orElseThrow();
        assertThat(again()).isEqualTo(first);

        after(Duration.ofHours(40));
        assertThat(again().key()).isEqualTo(first.key());
        assertThat(again().text()).isEqualTo(said(Text.WAITED_TICKET, "sv").text());
    }

    @Test
    void that_a_target_is_out_of_reach_is_told_unless_the_overflow_says_more() {
        at(OPEN).agent("ana", "sv").enqueue("sv", Optional.empty(), new Target.Seat("bo"));
        var missed = only(PoolEffect.TargetUnavailable.class);
        assertThat(wording.targetUnavailable(pool, missed))
                .hasValueSatisfying(notice -> {
                    assertThat(notice.key()).isEqualTo(key("target-unavailable-" + epoch()));
                    assertThat(notice.epoch()).isEqualTo(epoch());
                    assertThat(notice.text()).isEqualTo(said(Text.TARGET_UNAVAILABLE, "sv").text());
                });

        at(CLOSED).market("SE", "Europe/Stockholm", OTHERS, TICKET);
        enqueue("sv", Optional.of("SE"), new Target.Seat("bo"));
        assertThat(wording.targetUnavailable(pool, only(PoolEffect.TargetUnavailable.class)))
                .isEmpty();
        assertThat(overflow().text()).contains("skriftligt");
    }

    @Test
    void an_agent_of_another_language_is_announced_under_the_epoch_that_the_assignment_begins() {
        at(OPEN).agent("Bo {name}", "en").enqueue("sv", Optional.empty(), ANYBODY);
        var offer = only(PoolEffect.Offer.class);
        assertThat(offer.translated()).isTrue();
        send(new PoolCommand.Accept("Bo {name}", offer.offer()));
        var assign = only(PoolEffect.Assign.class);

        assertThat(wording.translation(pool, assign))
                .hasValueSatisfying(notice -> {
                    assertThat(notice.epoch()).isEqualTo(epoch() + 1);
                    assertThat(notice.key()).isEqualTo(key("translation-" + (epoch() + 1)));
                    assertThat(notice.text()).startsWith("Bo {name} talar inte ditt språk");
                });
    }

    @Test
    void where_words_are_translated_that_is_what_is_told() {
        at(OPEN).agent("Bo", "en").enqueue("sv", Optional.empty(), ANYBODY);
        send(new PoolCommand.Accept("Bo", only(PoolEffect.Offer.class).offer()));
        var assign = only(PoolEffect.Assign.class);

        assertThat(new Wording(texts, true).translation(pool, assign).orElseThrow().text())
                .startsWith("Bo skriver på ett annat språk. Det ni båda skriver översätts");
    }

    @Test
    void an_agent_of_the_customers_language_is_not() {
        at(OPEN).agent("bo", "sv").enqueue("sv-FI", Optional.empty(), ANYBODY);
        send(new PoolCommand.Accept("bo", only(PoolEffect.Offer.class).offer()));

        assertThat(wording.translation(pool, only(PoolEffect.Assign.class))).isEmpty();
    }

    @Test
    void of_what_the_pool_has_moved_on_from_nothing_is_told() {
        at(OPEN).enqueue("sv", Optional.empty(), ANYBODY);
        var old = only(PoolEffect.Overflow.class);
        enqueue("sv", Optional.empty(), ANYBODY);

        assertThat(wording.overflow(pool, old)).isEmpty();
    }

    private Texts.Said overflow() {
        Notice notice = wording.overflow(pool, only(PoolEffect.Overflow.class)).orElseThrow();
        assertThat(notice.key()).isEqualTo(key("overflow-" + epoch()));
        assertThat(notice.epoch()).isEqualTo(epoch());
        return new Texts.Said(notice.text(), notice.language());
    }

    /// What a new leader tells.
    private Notice again() {
        return PoolRules.outstanding(pool).stream()
                .filter(PoolEffect.Overflow.class::isInstance)
                .map(PoolEffect.Overflow.class::cast)
                .flatMap(told -> wording.overflow(pool, told).stream())
                .findFirst()
                .orElseThrow();
    }

    private Texts.Said said(Text text, String language) {
        return texts.say(text, language);
    }

    private static MessageKey key(String id) {
        return MessageKey.ofPool(id);
    }

    private <E extends PoolEffect> E only(Class<E> kind) {
        assertThat(effects).filteredOn(kind::isInstance).hasSize(1);
        return effects.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /// An empty pool at this time.
    private WordingTest at(Instant instant) {
        pool = Pool.empty("p", RoutingPolicy.DEFAULT);
        last = new CommandId(instant.toEpochMilli(), 0);
        return this;
    }

    private void after(Duration time) {
        last = new CommandId(last.ms() + time.toMillis(), 0);
        send(new PoolCommand.Tick());
    }

    private WordingTest market(String name, String zone, Overflow overflow, Overflow outOfHours) {
        var week = new TreeMap<DayOfWeek, List<Shift>>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
                week.put(day, List.of(new Shift(LocalTime.of(8, 0), LocalTime.of(20, 0))));
            }
        }
        return use(
                name,
                new MarketPolicy(
                        new BusinessHours(zone(zone), week, new TreeSet<>()),
                        overflow,
                        outOfHours));
    }

    private WordingTest use(String name, BusinessHours hours) {
        return use(name, new MarketPolicy(hours, OTHERS, TICKET));
    }

    private WordingTest use(String name, MarketPolicy market) {
        RoutingPolicy d = RoutingPolicy.DEFAULT;
        var markets = new TreeMap<String, MarketPolicy>();
        markets.put(name, market);
        return send(
                new PoolCommand.UsePolicy(
                        new RoutingPolicy(
                                d.times(),
                                d.relaxation(),
                                d.estimate(),
                                d.classes(),
                                d.reasons(),
                                markets,
                                d.otherMarkets())));
    }

    private WordingTest agent(String seat, String language) {
        send(
                new PoolCommand.SeatUp(
                        seat,
                        Profile.of(seat, List.of(language), List.of(), 1, List.of()),
                        "n",
                        "c"));
        return send(new PoolCommand.Presence(seat, PoolCommand.Presence.State.AVAILABLE));
    }

    /// The conversation wants a person under its next epoch.
    private void enqueue(String language, Optional<String> market, Target target) {
        send(
                new PoolCommand.Enqueue(
                        "c",
                        epoch() + 1,
                        new Subject("kim", Reason.DIRECT_REQUEST, ""),
                        new Need(language, market, target, Optional.empty()),
                        Optional.empty(),
                        List.of()));
    }

    private long epoch() {
        return pool.item("c").map(item -> item.epoch()).orElse(0L);
    }

    private WordingTest send(PoolCommand command) {
        last = new CommandId(last.ms(), last.n() + 1);
        Step step = PoolRules.step(pool, command, last);
        pool = step.pool();
        effects = step.effects();
        return this;
    }

    private static ZoneId zone(String name) {
        return ZoneId.of(name);
    }
}
