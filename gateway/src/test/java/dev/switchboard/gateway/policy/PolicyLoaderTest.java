package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.gateway.config.Times;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.BusinessHours.Shift;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.Overflow.Deferred.How;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyLoaderTest {
    private static final String DAYS =
            "a day such as mon, or days such as mon-fri, are needed (mon, tue, wed, thu, fri, sat,"
                    + " sun)";
    private static final String HOURS =
            "hours such as 08:00-20:00 that begin before they end are needed (midnight as an end is"
                    + " 24:00; a night is written as the end of one day and the beginning of the"
                    + " next)";
    private static final String OVERFLOW =
            "other-markets, \"other-markets: [DE, CH]\", callback or ticket is needed";

    @TempDir private Path temp;
    private PolicyDir files;

    @BeforeEach
    void writeGoodFiles() {
        files = new PolicyDir(temp).good();
    }

    @Test
    void where_little_is_said_the_defaults_hold() {
        assertThat(loaded().of(Reason.LEGAL)).isEqualTo(RoutingPolicy.DEFAULT.of(Reason.LEGAL));
        assertThat(loaded().times()).isEqualTo(RoutingPolicy.DEFAULT.times());
        assertThat(loaded().classes()).containsExactly(PriorityClass.NORMAL);
        assertThat(loaded().of(Optional.of("SE")).overflow())
                .isEqualTo(new Overflow.OtherMarkets(List.of()));
    }

    @Test
    void every_setting_reaches_the_policy() {
        files.write(
                files.routing(),
                """
                pools:
                  default: { markets: [NO, SE] }
                times: { offer: 100ms, wrap-up: 2s, seat-grace: 3s, remember: 24h }
                relaxation:
                  sticky: 1s
                  optional-skills: 2s
                  native-language: 3s
                  fluent-language: 4s
                  overflow: 5s
                  native-level: 4
                  fluent-level: 2
                classes:
                  urgent:
                    age-rate-percent: 150
                    boost: 2m
                    deadline: { after: 3m, window: 1m, rate-percent: 250 }
                reasons:
                  dispute:
                    priority: urgent
                    required-skills: { disputes: 2 }
                    optional-skills: { disputes: 4, Nivå_2: 1 }
                    cost: 3
                estimate: { samples-min: 5, samples-max: 6, floor: 10s }
                """);

        RoutingPolicy policy = loaded();

        assertThat(policy.times().offer()).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.times().wrapUp()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.times().seatGrace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.times().remember()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.relaxation())
                .hasToString(
                        "Relaxation[sticky=PT1S, optionalSkills=PT2S, nativeLanguage=PT3S,"
                                + " fluentLanguage=PT4S, overflow=PT5S, nativeLevel=4,"
                                + " fluentLevel=2]");
        assertThat(policy.priority("urgent"))
                .isEqualTo(
                        new PriorityClass(
                                "urgent",
                                150,
                                Duration.ofMinutes(2),
                                Optional.of(
                                        new PriorityClass.Deadline(
                                                Duration.ofMinutes(3),
                                                Duration.ofMinutes(1),
                                                250))));
        assertThat(policy.of(Reason.DISPUTE))
                .hasToString(
                        "ReasonPolicy[priority=urgent, requiredSkills={disputes=2},"
                                + " optionalSkills={Nivå_2=1, disputes=4}, cost=3]");
        assertThat(policy.estimate())
                .hasToString("EstimatePolicy[samplesMin=5, samplesMax=6, floor=PT10S]");
    }

    @Test
    void a_market_says_what_is_its_own_and_takes_the_rest_from_the_defaults() {
        files.write(
                files.markets(),
                """
                defaults:
                  time-zone: Europe/Berlin
                  hours:
                    mon-fri: 08:00-20:00
                    sat: [09:00-12:00, 13:00-24:00]
                  closed: [2026-12-24]
                  overflow: callback
                  out-of-hours: other-markets
                markets:
                  SE: { time-zone: Europe/Stockholm, languages: [sv, fi] }
                  NO:
                    time-zone: Europe/Oslo
                    languages: [nb]
                    hours: always
                    closed: []
                    overflow: { other-markets: [SE] }
                    out-of-hours: ticket
                """);

        RoutingPolicy policy = loaded();
        MarketPolicy sweden = policy.of(Optional.of("SE"));
        MarketPolicy norway = policy.of(Optional.of("NO"));

        assertThat(sweden.hours().zone()).hasToString("Europe/Stockholm");
        assertThat(sweden.hours().week().keySet()).doesNotContain(DayOfWeek.SUNDAY).hasSize(6);
        assertThat(sweden.hours().week().get(DayOfWeek.FRIDAY))
                .containsExactly(new Shift(LocalTime.of(8, 0), LocalTime.of(20, 0)));
        assertThat(sweden.hours().week().get(DayOfWeek.SATURDAY))
                .containsExactly(
                        new Shift(LocalTime.of(9, 0), LocalTime.NOON),
                        new Shift(LocalTime.of(13, 0), LocalTime.MIDNIGHT));
        assertThat(sweden.hours().closed()).containsExactly(LocalDate.of(2026, 12, 24));
        assertThat(sweden.overflow()).isEqualTo(new Overflow.Deferred(How.CALLBACK));
        assertThat(sweden.outOfHours()).isEqualTo(new Overflow.OtherMarkets(List.of()));
        assertThat(norway.hours().week()).hasSize(7);
        assertThat(norway.hours().closed()).isEmpty();
        assertThat(norway.overflow()).isEqualTo(new Overflow.OtherMarkets(List.of("SE")));
        assertThat(norway.outOfHours()).isEqualTo(new Overflow.Deferred(How.TICKET));
        assertThat(policy.otherMarkets().hours().zone()).hasToString("Europe/Berlin");
        assertThat(((PolicyOutcome.Ok) load()).languages().get("SE")).containsExactly("sv", "fi");
    }

    @Test
    void days_may_go_over_the_end_of_the_week_and_be_named_more_than_once() {
        files.write(
                files.markets(),
                """
                markets:
                  SE:
                    time-zone: Europe/Stockholm
                    languages: [sv]
                    hours: { sat-mon: 10:00-12:00, mon: [13:00-24:00, 12:00-13:00] }
                """);

        var week = loaded().of(Optional.of("SE")).hours().week();

        assertThat(week.keySet())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(week.get(DayOfWeek.MONDAY)).hasSize(3);
    }

    @Test
    void a_section_of_which_everything_is_commented_out_says_nothing() {
        files.write(files.routing(), PolicyDir.ROUTING + "times:\n#  offer: 1s\nreasons:\n");

        assertThat(loaded().times()).isEqualTo(RoutingPolicy.DEFAULT.times());
    }

    static Stream<Arguments> badMarkets() {
        return Stream.of(
                market(
                        "time-zone: Mars/Olympus",
                        "4:16",
                        "time-zone",
                        "is \"Mars/Olympus\", but a"
                                + " time zone such as Europe/Stockholm is needed"),
                market(
                        "time-zone: +01:00",
                        "4:16",
                        "time-zone",
                        "is \"+01:00\", but a time zone" + " such as Europe/Stockholm is needed"),
                market(
                        "time-zone:",
                        "4:15",
                        "time-zone",
                        "is empty, but a time zone such as" + " Europe/Stockholm is needed"),
                market(
                        "languages: sv",
                        "4:16",
                        "languages",
                        "is \"sv\", but a list such as" + " [de, fr] is needed"),
                market(
                        "languages: []",
                        "4:16",
                        "languages",
                        "is empty, but a list such as" + " [de, fr] is needed"),
                market(
                        "languages: [sv, svenska]",
                        "4:21",
                        "languages",
                        "is \"svenska\", but a BCP" + " 47 language such as sv or pt-BR is needed"),
                market(
                        "languages: [sv_SE]",
                        "4:17",
                        "languages",
                        "is \"sv_SE\", but a BCP 47" + " language such as sv or pt-BR is needed"),
                market("languages: [sv, sv]", "4:21", "languages", "names sv twice"),
                market(
                        "hours: sometimes",
                        "4:12",
                        "hours",
                        "is \"sometimes\", but always, or a"
                                + " section of days such as \"mon-fri: 08:00-20:00\", is needed"),
                market(
                        "hours: {}",
                        "4:12",
                        "hours",
                        "is a section, but always, or a section of"
                                + " days such as \"mon-fri: 08:00-20:00\", is needed"),
                market(
                        "hours: { monday: 08:00-20:00 }",
                        "4:14",
                        "hours.monday",
                        "is not allowed: " + DAYS),
                market(
                        "hours: { mon-mon: 08:00-20:00 }",
                        "4:14",
                        "hours.mon-mon",
                        "is not allowed: " + DAYS),
                market("hours: { mon: 8-20 }", "4:19", "hours.mon", "is \"8-20\", but " + HOURS),
                market(
                        "hours: { mon: 20:00-08:00 }",
                        "4:19",
                        "hours.mon",
                        "is \"20:00-08:00\", but " + HOURS),
                market(
                        "hours: { mon: 08:00-25:00 }",
                        "4:19",
                        "hours.mon",
                        "is \"08:00-25:00\", but " + HOURS),
                market(
                        "hours: { mon-fri: [08:00-12:00, 11:00-13:00] }",
                        "4:37",
                        "hours",
                        "is \"11:00-13:00\", but hours that do not overlap are needed: on mon,"
                                + " line 4 says \"08:00-12:00\""),
                market(
                        "hours: { mon: [08:00-12:00, 11:00-13:00] }",
                        "4:33",
                        "hours",
                        "is \"11:00-13:00\", but hours that do not overlap are needed: on mon,"
                                + " line 4 says \"08:00-12:00\""),
                market(
                        "hours: { mon-fri: 18:00-24:00, wed: 10:00-19:00 }",
                        "4:41",
                        "hours",
                        "is \"10:00-19:00\", but hours that do not overlap are needed: on wed,"
                                + " line 4 says \"18:00-24:00\""),
                market(
                        "closed: [2026-02-30]",
                        "4:14",
                        "closed",
                        "is \"2026-02-30\", but a day such" + " as 2026-12-24 is needed"),
                market(
                        "closed: 2026-12-24",
                        "4:13",
                        "closed",
                        "is \"2026-12-24\", but a list such"
                                + " as [2026-12-24, 2026-12-25] is needed"),
                market(
                        "overflow: voicemail",
                        "4:15",
                        "overflow",
                        "is \"voicemail\", but " + OVERFLOW),
                market("overflow: [callback]", "4:15", "overflow", "is a list, but " + OVERFLOW),
                market(
                        "overflow: { other-markets: [] }",
                        "4:32",
                        "overflow.other-markets",
                        "is empty, but a list such as [DE, CH] is needed"),
                market(
                        "overflow: { other-markets: [DK] }",
                        "4:33",
                        "overflow.other-markets",
                        "names DK, but a market of this file is needed"),
                market(
                        "overflow: { other-markets: [SE] }",
                        "4:33",
                        "overflow.other-markets",
                        "names SE itself, but other markets are needed"),
                market(
                        "overflow: { others: [NO] }",
                        "4:17",
                        "overflow.others",
                        "there is no setting markets.SE.overflow.others; allowed here are"
                                + " other-markets"),
                market(
                        "out-of-hours: never",
                        "4:19",
                        "out-of-hours",
                        "is \"never\", but " + OVERFLOW),
                market(
                        "timezone: Europe/Stockholm",
                        "4:5",
                        "timezone",
                        "there is no setting markets.SE.timezone; allowed here are time-zone,"
                                + " languages, hours, closed, overflow, out-of-hours, tools"));
    }

    /// A market's setting in line 4, after all that is needed unless it is the same.
    private static Arguments market(String line, String at, String key, String said) {
        String name = line.substring(0, line.indexOf(':'));
        String zone = name.equals("time-zone") ? "#" : "time-zone: Europe/Stockholm";
        String languages = name.equals("languages") ? "#" : "languages: [sv]";
        String path = "markets.SE." + key;
        return arguments(
                """
                markets:
                  SE:
                    %s
                    %s
                    %s
                  NO: { time-zone: Europe/Oslo, languages: [nb] }
                """
                        .formatted(zone, line, languages),
                at,
                path,
                said.startsWith("there is") ? said : path + " " + said);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("badMarkets")
    void a_bad_market_is_refused_with_its_line(String text, String at, String key, String said) {
        files.write(files.markets(), text);

        assertRefused(files.markets(), at, key, said);
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "markets: {UK: {}}|1:11|markets.UK|markets.UK is not allowed: an ISO 3166 country"
                        + " in two capital letters, such as SE, is needed",
                "markets: {}|1:1|markets|markets is empty, but at least one is needed",
                "markets:|1:1|markets|markets is empty, but at least one is needed",
                "market: 1|1:1|market|there is no setting market; allowed here are defaults,"
                        + " markets",
                "defaults: {}|1:1|markets|markets is not set, but at least one is needed",
                "# nothing|1:1|markets|markets is not set, but at least one is needed",
                "markets: all|1:10|markets|markets is \"all\", but a section of \"key: value\""
                        + " lines is needed",
                "[SE]|1:1||lines such as \"key: value\" are needed",
                "markets: {SE: {languages: [sv]}}|1:11|markets.SE.time-zone|markets.SE.time-zone is"
                        + " not set, but a time zone such as Europe/Stockholm is needed",
                "markets: {SE: {time-zone: UTC}}|1:11|markets.SE.languages|markets.SE.languages is"
                        + " not set, but at least one is needed",
            })
    void a_bad_file_of_markets_is_refused(String text, String at, String key, String said) {
        files.write(files.markets(), text);

        assertThat(refused())
                .anySatisfy(error -> {
                    assertThat(error.line() + ":" + error.column()).isEqualTo(at);
                    assertThat(error.key()).isEqualTo(key == null ? "" : key);
                    assertThat(error.sentence()).isEqualTo(said + ".");
                });
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "times: {offer: 20}|3:16|times.offer|times.offer is \"20\", but a time from 100ms"
                        + " to 1h is needed",
                "times: {offer: 20 s}|3:16|times.offer|times.offer is \"20 s\", but a time from"
                        + " 100ms to 1h is needed",
                "times: {offer: 0s}|3:16|times.offer|times.offer is \"0s\", but a time from 100ms"
                        + " to 1h is needed",
                "times: {offer: [20s]}|3:16|times.offer|times.offer is a list, but a time from"
                        + " 100ms to 1h is needed",
                "times: {offer: {s: 20}}|3:16|times.offer|times.offer is a section, but a time from"
                        + " 100ms to 1h is needed",
                "times: {offer: }|3:15|times.offer|times.offer is empty, but a time from"
                        + " 100ms to 1h is needed",
                "times: {wrap-up: 25h}|3:18|times.wrap-up|times.wrap-up is \"25h\", but a time from"
                        + " 100ms to 24h is needed",
                "times: {seat-grace: 2h}|3:21|times.seat-grace|times.seat-grace is \"2h\", but a"
                        + " time from 100ms to 1h is needed",
                "times: {remember: 1s}|3:19|times.remember|times.remember is \"1s\", but a time"
                        + " from 10s to 24h is needed",
                "times: {ofer: 20s}|3:9|times.ofer|there is no setting times.ofer; allowed here are"
                        + " offer, wrap-up, seat-grace, remember",
                "times: 20s|3:8|times|times is \"20s\", but a section of \"key: value\" lines is"
                        + " needed",
                "timing: {}|3:1|timing|there is no setting timing; allowed here are pools, times,"
                        + " relaxation, classes, reasons, estimate",
                "times: {offer: 1s, offer: 2s}|3:20|offer|offer was set before, in line 3",
                "relaxation: {sticky: 50s}|3:22|relaxation.sticky|relaxation.sticky is \"50s\", but"
                        + " a time up to relaxation.optional-skills (45s) is needed",
                "relaxation: {overflow: 2m}|3:24|relaxation.overflow|relaxation.overflow is \"2m\","
                        + " but a time from relaxation.fluent-language (3m) is needed",
                "relaxation: {native-language: 60s, optional-skills: 70s}|3:53"
                        + "|relaxation.optional-skills|relaxation.optional-skills is \"70s\", but a"
                        + " time up to relaxation.native-language (1m) is needed",
                "relaxation: {native-level: 6}|3:28|relaxation.native-level|relaxation.native-level"
                        + " is \"6\", but a whole number from 1 to 5 is needed",
                "relaxation: {native-level: 3}|3:28|relaxation.native-level|relaxation.native-level"
                        + " is \"3\", but a level from relaxation.fluent-level (4) is needed",
                "relaxation: {fluent-level: high}|3:28|relaxation.fluent-level"
                        + "|relaxation.fluent-level is \"high\", but a whole number from 1 to 5 is"
                        + " needed",
                "classes: {Urgent: {}}|3:11|classes.Urgent|classes.Urgent is not allowed: a name of"
                        + " small letters, digits and - that begins with a letter is needed",
                "classes: {urgent: {age-rate-percent: 0}}|3:38|classes.urgent.age-rate-percent"
                        + "|classes.urgent.age-rate-percent is \"0\", but a whole number from 1 to"
                        + " 100000 is needed",
                "classes: {urgent: {age-rate-percent: 150%}}|3:38|classes.urgent.age-rate-percent"
                        + "|classes.urgent.age-rate-percent is \"150%\", but a whole number from 1"
                        + " to 100000 is needed",
                "classes: {urgent: {boost: -1s}}|3:27|classes.urgent.boost|classes.urgent.boost is"
                        + " \"-1s\", but a time from 0s to 24h is needed",
                "classes: {urgent: {deadline: {after: 1m, window: 2m}}}|3:50"
                        + "|classes.urgent.deadline.window|classes.urgent.deadline.window is"
                        + " \"2m\", but a time up to classes.urgent.deadline.after (1m) is needed",
                "classes: {urgent: {deadline: {after: 1m}}}|3:20|classes.urgent.deadline.window"
                        + "|classes.urgent.deadline.window is not set, but a time from 1s to 24h is"
                        + " needed",
                "reasons: {legal: {priority: high}}|3:29|reasons.legal.priority"
                        + "|reasons.legal.priority is \"high\", but one of normal is needed",
                "reasons: {disputes: {}}|3:11|reasons.disputes|reasons.disputes is not allowed: one"
                        + " of direct-request, dispute, account-access, distress, legal, repeated,"
                        + " out-of-scope, ungrounded, assistant-unavailable, policy, transfer,"
                        + " agent-lost, return, takeover, ended, idle is needed",
                "reasons: {legal: {required-skills: {law: 6}}}|3:42"
                        + "|reasons.legal.required-skills.law|reasons.legal.required-skills.law is"
                        + " \"6\", but a whole number from 1 to 5 is needed",
                "reasons: {legal: {required-skills: [law]}}|3:36|reasons.legal.required-skills"
                        + "|reasons.legal.required-skills is a list, but a section of"
                        + " \"key: value\" lines is needed",
                "reasons: {legal: {optional-skills: {the law: 1}}}|3:37"
                        + "|reasons.legal.optional-skills.the law"
                        + "|reasons.legal.optional-skills.the law is not allowed: a skill of"
                        + " letters, digits, ., _ and - is needed",
                "reasons: {legal: {required-skills: {law: 3}, optional-skills: {law: 3}}}|3:69"
                        + "|reasons.legal.optional-skills.law|reasons.legal.optional-skills.law is"
                        + " \"3\", but a level above reasons.legal.required-skills.law (3) is"
                        + " needed",
                "reasons: {legal: {cost: 11}}|3:25|reasons.legal.cost|reasons.legal.cost is \"11\","
                        + " but a whole number from 1 to 10 is needed",
                "estimate: {samples-min: 300}|3:25|estimate.samples-min|estimate.samples-min is"
                        + " \"300\", but a number up to estimate.samples-max (200) is needed",
                "estimate: {floor: 500ms}|3:19|estimate.floor|estimate.floor is \"500ms\", but a"
                        + " time from 1s to 1h is needed",
                "estimate: {samples-max: 99999999999}|3:25|estimate.samples-max"
                        + "|estimate.samples-max is \"99999999999\", but a whole number from 1 to"
                        + " 10000 is needed",
            })
    void a_bad_setting_of_routing_is_refused_with_its_line(
            String line, String at, String key, String said) {
        files.write(files.routing(), PolicyDir.ROUTING + line + "\n");

        assertRefused(files.routing(), at, key, said);
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "# nothing|1:1|pools|pools is not set, but the pool default is needed",
                "pools: {}|1:1|pools|pools has no pool default, but it is needed: it takes whatever"
                        + " no other pool serves",
                "pools: {all: {markets: all}}|1:9|pools|pools has no pool default, but it is"
                        + " needed: it takes whatever no other pool serves",
                "pools: {default: {}}|1:9|pools.default.markets|pools.default.markets is not set,"
                        + " but all, or a list such as [SE, NO], is needed",
                "pools: {default: {markets: SE}}|1:28|pools.default.markets|pools.default.markets"
                        + " is \"SE\", but a list such as [SE, NO], or the word all, is needed",
                "pools: {default: {markets: [SE, NO, DK]}}|1:37|pools.default.markets"
                        + "|pools.default.markets names DK, but a market of markets.yaml is needed",
                "pools: {default: {markets: [SE, NO, SE]}}|1:37|pools.default.markets"
                        + "|pools.default.markets names SE twice",
                "pools: {default: {markets: [SE]}}|1:9|pools|no pool serves NO, but each market of"
                        + " markets.yaml needs one",
                "pools: {default: {markets: all}, nordic: {markets: [SE]}}|1:53"
                        + "|pools.nordic.markets|pools.nordic.markets names SE, which the pool"
                        + " default serves already",
                "pools: {default: {markets: [SE]}, norway: {markets: [NO]}}|1:35|pools.norway"
                        + "|pools.norway is one pool more than a gateway can run so far: only"
                        + " pools.default is possible",
            })
    void pools_that_do_not_fit_the_markets_are_refused(
            String text, String at, String key, String said) {
        files.write(files.routing(), text + "\n");

        assertThat(refused())
                .anySatisfy(error -> {
                    assertThat(error.line() + ":" + error.column()).isEqualTo(at);
                    assertThat(error.key()).isEqualTo(key);
                    assertThat(error.sentence()).isEqualTo(said + ".");
                });
    }

    @Test
    void pools_that_do_not_overlap_are_refused_for_nothing_but_their_number() {
        files.write(
                files.routing(), "pools: {default: {markets: [SE]}, norway: {markets: [NO]}}\n");

        assertThat(refused())
                .singleElement()
                .extracting(PolicyError::key)
                .isEqualTo("pools.norway");
    }

    @Test
    void what_is_no_yaml_is_refused_where_it_stops_being_some() {
        files.write(files.routing(), PolicyDir.ROUTING + "times:\n\toffer: 1s\n");

        assertRefused(
                files.routing(),
                "4:1",
                "",
                "this is not YAML (found character '\\t(TAB)' that cannot start any token. (Do not"
                        + " use \\t(TAB) for indentation)), but lines such as \"key: value\" are"
                        + " needed");
    }

    @Test
    void a_second_document_an_alias_and_a_complex_key_are_refused() {
        files.write(files.routing(), PolicyDir.ROUTING + "---\ntimes: {}\n");
        assertRefused(files.routing(), "4:1", "", "a second document begins, but only one is read");

        files.write(files.routing(), PolicyDir.ROUTING + "times: {offer: &o 2s, seat-grace: *o}\n");
        assertThat(refused().getFirst().sentence())
                .isEqualTo("*o is an alias, but none is read: repeat the value.");

        files.write(files.routing(), PolicyDir.ROUTING + "? [a]\n: b\n");
        assertThat(refused()).singleElement().extracting(PolicyError::line).isEqualTo(3);
    }

    @Test
    void what_is_not_utf_8_is_refused_with_its_line() throws IOException {
        Files.write(files.routing(), new byte[] {'#', '\n', '#', ' ', (byte) 0xE5, '\n'});

        assertRefused(files.routing(), "2:3", "", "this is not UTF-8, but UTF-8 is needed");
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_no_harm() {
        files.write(files.routing(), "\uFEFF" + PolicyDir.ROUTING.replace("\n", "\r\n"));

        assertThat(load()).isInstanceOf(PolicyOutcome.Ok.class);
    }

    @Test
    void a_file_that_is_missing_or_too_large_is_refused() throws IOException {
        Files.delete(files.markets());
        files.write(files.routing(), "#".repeat(RawFile.BYTES_MAX + 1));

        assertThat(refused())
                .extracting(PolicyError::toString)
                .containsExactly(
                        files.markets() + ":1:1: there is no such file, but the node needs it.",
                        files.routing()
                                + ":1:1: the file is larger than 1 MiB, which is the most that is"
                                + " read.");
    }

    @Test
    void a_directory_in_place_of_a_file_is_refused() throws IOException {
        Files.delete(files.markets());
        Files.createDirectory(files.markets());

        assertThat(refused())
                .singleElement()
                .extracting(PolicyError::sentence)
                .asString()
                .startsWith("the file cannot be read (");
    }

    @Test
    void all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() {
        files.write(
                files.markets(),
                """
                markets:
                  SE: { time-zone: x, languages: [y] }
                  XX: {}
                  NO: { time-zone: Europe/Oslo, languages: [nb], color: red }
                """);
        files.write(
                files.routing(),
                """
                estimate: { floor: 0s }
                times: { offer: soon }
                relaxation: { native-level: 0, sticky: 1d }
                pools: { default: { markets: [SE, DK] } }
                """);

        assertThat(refused())
                .extracting(error ->
                        "%s:%d %s".formatted(error.file().getFileName(), error.line(), error.key()))
                .containsExactly(
                        "markets.yaml:2 markets.SE.time-zone",
                        "markets.yaml:2 markets.SE.languages",
                        "markets.yaml:3 markets.XX",
                        "markets.yaml:4 markets.NO.color",
                        "routing.yaml:1 estimate.floor",
                        "routing.yaml:2 times.offer",
                        "routing.yaml:3 relaxation.native-level",
                        "routing.yaml:3 relaxation.sticky",
                        "routing.yaml:4 pools",
                        "routing.yaml:4 pools.default.markets");
    }

    /// Whatever is broken, the answer is a policy or errors, never a failure.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_shipped_file_with_any_piece_changed_is_loaded_or_refused(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path shipped = Path.of("..", "config");
        for (int n = 0; n < 20; n++) {
            String markets = Files.readString(shipped.resolve("markets.yaml"));
            String routing = Files.readString(shipped.resolve("routing.yaml"));
            if (random.nextBoolean()) {
                markets = broken(random, markets);
            } else {
                routing = broken(random, routing);
            }
            files.write(files.markets(), markets).write(files.routing(), routing);

            switch (load()) {
                case PolicyOutcome.Ok ok -> assertThat(ok.languages()).isNotEmpty();
                case PolicyOutcome.Refused(var errors) -> {
                    assertThat(errors).isNotEmpty();
                    assertThat(errors)
                            .allSatisfy(error -> {
                                assertThat(error.line()).isPositive();
                                assertThat(error.column()).isPositive();
                                assertThat(error.sentence()).endsWith(".");
                            });
                }
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static String broken(SplittableRandom random, String text) {
        List<String> lines = text.lines().filter(line -> !line.strip().startsWith("#")).toList();
        StringBuilder all = new StringBuilder();
        int at = random.nextInt(lines.size());
        for (int n = 0; n < lines.size(); n++) {
            all.append(n == at ? brokenLine(random, lines.get(n)) : lines.get(n)).append('\n');
        }
        return random.nextInt(10) == 0
                ? all.substring(0, random.nextInt(all.length()))
                : all.toString();
    }

    private static String brokenLine(SplittableRandom random, String line) {
        int colon = Math.max(0, line.indexOf(':'));
        String key = line.substring(0, colon);
        List<String> values =
                List.of(
                        "",
                        "0",
                        "-1",
                        "99999999999",
                        "[]",
                        "{}",
                        "x",
                        "[x",
                        "*a",
                        "{a: {b: [c]}}",
                        "1s",
                        "24h",
                        "all",
                        "null",
                        "\"\"",
                        "{x: 1, x: 2}",
                        "! t",
                        "| \n  x",
                        "1.5");
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> line + "\n" + line;
            case 2 -> "  " + line;
            default -> key + ": " + values.get(random.nextInt(values.size()));
        };
    }

    @ParameterizedTest
    @CsvSource({"0s", "1ms", "1500ms", "1s", "90s", "1m", "3m", "1h", "90m", "24h"})
    void a_time_is_told_as_it_is_written(String text) {
        assertThat(Times.text(Times.parse(text).orElseThrow())).isEqualTo(text);
    }

    private void assertRefused(Path file, String at, String key, String said) {
        assertThat(refused())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.toString()).isEqualTo("%s:%s: %s.".formatted(file, at, said));
                    assertThat(error.key()).isEqualTo(key);
                });
    }

    private PolicyOutcome load() {
        return PolicyLoader.load(temp);
    }

    private RoutingPolicy loaded() {
        assertThat(load()).isInstanceOf(PolicyOutcome.Ok.class);
        return ((PolicyOutcome.Ok) load()).routing();
    }

    private List<PolicyError> refused() {
        assertThat(load()).isInstanceOf(PolicyOutcome.Refused.class);
        return ((PolicyOutcome.Refused) load()).errors();
    }
}
