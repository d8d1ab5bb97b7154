package dev.switchboard.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.routing.policy.BusinessHours.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BusinessHoursTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    /// Clocks change on 29 March 2026 at 02:00 to 03:00, and on 25 October at 03:00 to 02:00.
    private static final String SPRING = "2026-03-29T";

    private static final String AUTUMN = "2026-10-25T";

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T05:59:59.999Z, false",
        "2026-06-01T06:00:00Z, true",
        "2026-06-01T17:59:59.999Z, true",
        "2026-06-01T18:00:00Z, false",
        "2026-12-01T06:30:00Z, false",
        "2026-12-01T07:00:00Z, true"
    })
    void the_clocks_of_the_zone_count_and_the_end_does_not_belong_to_the_hours(
            Instant at, boolean open) {
        assertThat(daily(STOCKHOLM, "08:00-20:00").openAt(at)).isEqualTo(open);
    }

    @Test
    void the_same_instant_is_work_in_one_market_and_night_in_another() {
        Instant at = Instant.parse("2026-06-01T22:00:00Z");

        assertThat(daily(ZoneId.of("Australia/Sydney"), "08:00-20:00").openAt(at)).isTrue();
        assertThat(daily(ZoneId.of("America/New_York"), "08:00-20:00").openAt(at)).isTrue();
        assertThat(daily(STOCKHOLM, "08:00-20:00").openAt(at)).isFalse();
    }

    @Test
    void midnight_as_an_end_is_the_end_of_the_day() {
        BusinessHours evening = daily(ZoneOffset.UTC, "18:00-00:00");

        assertThat(evening.openAt(Instant.parse("2026-06-01T23:59:59.999Z"))).isTrue();
        assertThat(evening.openAt(Instant.parse("2026-06-02T00:00:00Z"))).isFalse();
    }

    @Test
    void a_night_is_the_end_of_one_day_and_the_beginning_of_the_next() {
        BusinessHours night =
                new BusinessHours(
                        ZoneOffset.UTC,
                        week(
                                DayOfWeek.MONDAY, shifts("22:00-00:00"),
                                DayOfWeek.TUESDAY, shifts("00:00-06:00")),
                        new TreeSet<>());

        assertThat(night.openAt(Instant.parse("2026-06-01T23:59:59Z"))).isTrue();
        assertThat(night.openAt(Instant.parse("2026-06-02T00:00:00Z"))).isTrue();
        assertThat(night.openAt(Instant.parse("2026-06-02T06:00:00Z"))).isFalse();
    }

    @Test
    void always_is_always() {
        BusinessHours always = BusinessHours.always(STOCKHOLM);

        LongStream.iterate(0, s -> s < 400 * 86_400L, s -> s + 1_799)
                .mapToObj(Instant.parse("2026-01-01T00:00:00Z")::plusSeconds)
                .forEach(at -> {
                    assertThat(always.openAt(at)).isTrue();
                    assertThat(always.opensAt(at)).contains(at);
                });
    }

    @Test
    void a_closed_day_is_closed_from_midnight_to_midnight_on_the_zones_clocks() {
        BusinessHours hours =
                new BusinessHours(
                        STOCKHOLM,
                        BusinessHours.always(STOCKHOLM).week(),
                        days("2026-12-24", "2026-12-25"));

        assertThat(hours.openAt(Instant.parse("2026-12-23T22:59:59Z"))).isTrue();
        assertThat(hours.openAt(Instant.parse("2026-12-23T23:00:00Z"))).isFalse();
        assertThat(hours.openAt(Instant.parse("2026-12-25T22:59:59Z"))).isFalse();
        assertThat(hours.opensAt(Instant.parse("2026-12-24T12:00:00Z")))
                .contains(Instant.parse("2026-12-25T23:00:00Z"));
    }

    @Test
    void a_day_that_is_not_named_is_closed() {
        BusinessHours mondays =
                new BusinessHours(
                        ZoneOffset.UTC,
                        week(DayOfWeek.MONDAY, shifts("08:00-20:00")),
                        new TreeSet<>());

        assertThat(mondays.opensAt(Instant.parse("2026-06-01T20:00:00Z")))
                .contains(Instant.parse("2026-06-08T08:00:00Z"));
    }

    @Test
    void hours_that_begin_in_the_hour_that_does_not_exist_begin_after_it() {
        BusinessHours hours = daily(STOCKHOLM, "02:30-12:00");

        assertThat(hours.openAt(Instant.parse(SPRING + "00:59:59Z"))).isFalse();
        assertThat(hours.openAt(Instant.parse(SPRING + "01:00:00Z"))).isTrue();
        assertThat(hours.opensAt(Instant.parse(SPRING + "00:00:00Z")))
                .contains(Instant.parse(SPRING + "01:00:00Z"));
    }

    @Test
    void hours_that_lie_in_the_hour_that_does_not_exist_are_not_worked() {
        assertThat(daily(STOCKHOLM, "02:15-02:45").opensAt(Instant.parse(SPRING + "00:00:00Z")))
                .contains(Instant.parse("2026-03-30T00:15:00Z"));
    }

    @Test
    void hours_that_lie_in_the_hour_that_exists_twice_are_worked_twice() {
        BusinessHours hours = daily(STOCKHOLM, "02:15-02:45");

        assertThat(hours.openAt(Instant.parse(AUTUMN + "00:30:00Z"))).isTrue();
        assertThat(hours.openAt(Instant.parse(AUTUMN + "01:30:00Z"))).isTrue();
        assertThat(hours.opensAt(Instant.parse(AUTUMN + "00:45:00Z")))
                .contains(Instant.parse(AUTUMN + "01:15:00Z"));
    }

    @Test
    void hours_that_end_in_the_hour_that_exists_twice_begin_again_as_the_clocks_go_back() {
        assertThat(daily(STOCKHOLM, "00:00-02:30").opensAt(Instant.parse(AUTUMN + "00:40:00Z")))
                .contains(Instant.parse(AUTUMN + "01:00:00Z"));
    }

    @Test
    void a_day_that_begins_at_one_begins_at_one() {
        // Beirut's clocks go from 00:00 to 01:00 on 29 March 2026.
        ZoneId beirut = ZoneId.of("Asia/Beirut");

        assertThat(daily(beirut, "00:00-00:00").opensAt(Instant.parse("2026-03-28T22:00:00Z")))
                .contains(Instant.parse("2026-03-28T22:00:00Z"));
        assertThat(daily(beirut, "00:30-06:00").opensAt(Instant.parse("2026-03-28T20:00:00Z")))
                .contains(Instant.parse("2026-03-28T22:00:00Z"));
    }

    @Test
    void what_never_opens_has_no_next_opening() {
        assertThat(
                        new BusinessHours(STOCKHOLM, new TreeMap<>(), new TreeSet<>())
                                .opensAt(Instant.parse("2026-06-01T00:00:00Z")))
                .isEmpty();
    }

    /// Whatever the hours, no minute before the next opening is open, and the opening is.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_next_opening_is_the_first_minute_that_is_open(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> zones =
                List.of(
                        "Europe/Stockholm",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Asia/Beirut",
                        "America/St_Johns",
                        "Africa/Casablanca",
                        "Pacific/Apia",
                        "Z");
        ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
        Instant from = someMinuteNearAChange(random, zone);
        BusinessHours hours = someHours(random, zone, from);

        Optional<Instant> expected = Optional.empty();
        for (int minute = 0; minute < 8 * 24 * 60 && expected.isEmpty(); minute++) {
            Instant at = from.plusSeconds(minute * 60L);
            expected = hours.openAt(at) ? Optional.of(at) : Optional.empty();
        }
        Optional<Instant> within = hours.opensAt(from).filter(at -> at.isBefore(days(from, 8)));
        assertThat(within).as("%s from %s", hours, from).isEqualTo(expected);
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @Test
    void hours_begin_before_they_end() {
        assertThatThrownBy(() -> shift("20:00-08:00"))
                .hasMessage("hours must begin before they end: 20:00-08:00");
        assertThatThrownBy(() -> shift("08:00-08:00"))
                .hasMessage("hours must begin before they end: 08:00-08:00");
    }

    @ParameterizedTest
    @CsvSource({"08:00-12:00,11:59-13:00", "08:00-00:00,09:00-10:00", "08:00-09:00,08:00-10:00"})
    void hours_of_a_day_do_not_overlap_in_whichever_order_they_are_given(String one, String two) {
        assertThatThrownBy(() -> daily(STOCKHOLM, one, two))
                .hasMessageStartingWith("hours of monday overlap: ");
        assertThatThrownBy(() -> daily(STOCKHOLM, two, one))
                .hasMessageStartingWith("hours of monday overlap: ");
    }

    @Test
    void hours_that_touch_do_not_overlap_and_are_put_in_order() {
        assertThat(daily(STOCKHOLM, "12:00-13:00", "08:00-12:00").week().get(DayOfWeek.MONDAY))
                .isEqualTo(shifts("08:00-12:00", "12:00-13:00"));
    }

    @Test
    void what_is_done_to_the_collections_it_was_made_of_does_not_change_it() {
        NavigableMap<DayOfWeek, List<Shift>> week = week(DayOfWeek.MONDAY, shifts("08:00-12:00"));
        TreeSet<LocalDate> closed = days("2026-12-24");
        BusinessHours hours = new BusinessHours(STOCKHOLM, week, closed);

        week.clear();
        closed.clear();

        assertThat(hours.week()).hasSize(1);
        assertThat(hours.closed()).hasSize(1);
        assertThatThrownBy(() -> hours.week().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> hours.closed().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Instant someMinuteNearAChange(SplittableRandom random, ZoneId zone) {
        Instant any =
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(525_600) * 60L);
        var change = zone.getRules().nextTransition(any);
        return change == null || random.nextInt(4) == 0
                ? any
                : change.getInstant().plusSeconds((random.nextInt(2_400) - 2_100) * 60L);
    }

    private static BusinessHours someHours(SplittableRandom random, ZoneId zone, Instant near) {
        TreeMap<DayOfWeek, List<Shift>> week = new TreeMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = new ArrayList<>();
            int minute = random.nextInt(200);
            while (random.nextInt(3) > 0 && minute < 1_400) {
                int end = Math.min(1_440, minute + 1 + random.nextInt(90));
                shifts.add(new Shift(time(minute), time(end)));
                minute = end + random.nextInt(120);
            }
            week.put(day, shifts);
        }
        TreeSet<LocalDate> closed = new TreeSet<>();
        if (random.nextInt(3) == 0) {
            closed.add(ZonedDateTime.ofInstant(near, zone).toLocalDate().plusDays(1));
        }
        return new BusinessHours(zone, week, closed);
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(minute % 1_440 * 60L);
    }

    private static Instant days(Instant from, int days) {
        return from.plus(Duration.ofDays(days));
    }

    private static BusinessHours daily(ZoneId zone, String... hours) {
        TreeMap<DayOfWeek, List<Shift>> week = new TreeMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, shifts(hours));
        }
        return new BusinessHours(zone, week, new TreeSet<>());
    }

    private static NavigableMap<DayOfWeek, List<Shift>> week(DayOfWeek day, List<Shift> shifts) {
        return new TreeMap<>(Map.of(day, shifts));
    }

    private static NavigableMap<DayOfWeek, List<Shift>> week(
            DayOfWeek day, List<Shift> shifts, DayOfWeek other, List<Shift> others) {
        return new TreeMap<>(Map.of(day, shifts, other, others));
    }

    private static TreeSet<LocalDate> days(String... days) {
        return new TreeSet<>(Arrays.stream(days).map(LocalDate::parse).toList());
    }

    private static List<Shift> shifts(String... hours) {
        return Arrays.stream(hours).map(BusinessHoursTest::shift).toList();
    }

    private static Shift shift(String hours) {
        String[] ends = hours.split("-", -1);
        return new Shift(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    }
}
