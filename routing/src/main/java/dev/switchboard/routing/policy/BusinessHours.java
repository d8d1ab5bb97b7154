package dev.switchboard.routing.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When a market's people are at work, on the clocks of its time zone: what the clock shows counts,
/// so that hours it skips are not worked, and hours it shows twice are worked twice.
///
/// @param week by day, in order and without overlap; a day that is not named is closed
/// @param closed days that are closed whatever the week says
public record BusinessHours(
        ZoneId zone, NavigableMap<DayOfWeek, List<Shift>> week, NavigableSet<LocalDate> closed) {

    private static final int DAYS_AHEAD_MAX = 400;

    /// Open from `from` until, but not at, `to`; midnight as `to` is the day's end.
    public record Shift(LocalTime from, LocalTime to) {
        public Shift {
            if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
                throw new IllegalArgumentException(
                        "hours must begin before they end: " + from + "-" + to);
            }
        }

        boolean covers(LocalTime time) {
            return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }

        boolean overlapsNext(Shift next) {
            return to.equals(LocalTime.MIDNIGHT) || next.from.isBefore(to);
        }
    }

    public BusinessHours {
        NavigableMap<DayOfWeek, List<Shift>> days = new TreeMap<>();
        week.forEach((day, shifts) -> days.put(day, inOrder(day, shifts)));
        week = Collections.unmodifiableNavigableMap(days);
        closed = Collections.unmodifiableNavigableSet(new TreeSet<>(closed));
    }

    /// Day and night.
    public static BusinessHours always(ZoneId zone) {
        Map<DayOfWeek, List<Shift>> days = new TreeMap<>();
        Shift whole = new Shift(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, List.of(whole));
        }
        return new BusinessHours(zone, new TreeMap<>(days), new TreeSet<>());
    }

    /// Whether somebody is at work.
    public boolean openAt(Instant instant) {
        var local = instant.atZone(zone);
        return shifts(local.toLocalDate()).stream()
                .anyMatch(shift -> shift.covers(local.toLocalTime()));
    }

    /// When somebody will next be at work: now, where they are; nothing where that is more than a
    /// year away.
    public Optional<Instant> opensAt(Instant instant) {
        Instant horizon = instant.plus(DAYS_AHEAD_MAX, ChronoUnit.DAYS);
        Instant at = instant;
        while (!openAt(at)) {
            // Between two changes of the clocks local time runs as the instants do, so that there
            // the next opening on the clock is the next opening. At a change it jumps, over an
            // opening or back into the hours.
            ZoneOffset offset = zone.getRules().getOffset(at);
            Optional<Instant> opening =
                    nextOnClock(LocalDateTime.ofInstant(at, offset)).map(o -> o.toInstant(offset));
            Optional<Instant> change =
                    Optional.ofNullable(zone.getRules().nextTransition(at))
                            .map(ZoneOffsetTransition::getInstant);
            Optional<Instant> next =
                    Stream.of(opening, change)
                            .flatMap(Optional::stream)
                            .min(Comparator.naturalOrder())
                            .filter(n -> !n.isAfter(horizon));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    private Optional<LocalDateTime> nextOnClock(LocalDateTime time) {
        return IntStream.rangeClosed(0, DAYS_AHEAD_MAX)
                .mapToObj(time.toLocalDate()::plusDays)
                .flatMap(date -> shifts(date).stream().map(shift -> date.atTime(shift.from())))
                .filter(opening -> opening.isAfter(time))
                .findFirst();
    }

    private List<Shift> shifts(LocalDate date) {
        return closed.contains(date)
                ? List.of()
                : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static List<Shift> inOrder(DayOfWeek day, List<Shift> shifts) {
        List<Shift> sorted = new ArrayList<>(shifts);
        sorted.sort((one, other) -> one.from().compareTo(other.from()));
        for (int n = 1; n < sorted.size(); n++) {
            if (sorted.get(n - 1).overlapsNext(sorted.get(n))) {
                throw new IllegalArgumentException(
                        "hours of "
                                + day.toString().toLowerCase(Locale.ROOT)
                                + " overlap: "
                                + sorted);
            }
        }
        return List.copyOf(sorted);
    }
}
