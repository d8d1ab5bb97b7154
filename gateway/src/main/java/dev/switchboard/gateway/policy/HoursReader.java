package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.BusinessHours.Shift;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads hours: `always`, or days with their hours.
final class HoursReader {
    static final NavigableMap<DayOfWeek, List<Shift>> ALWAYS =
            BusinessHours.always(ZoneOffset.UTC).week();

    private static final String NEEDED =
            "always, or a section of days such as \"mon-fri: 08:00-20:00\", is needed";

    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Form<List<DayOfWeek>> DAY =
            new Form<>(
                    "a day such as mon, or days such as mon-fri, are needed (mon, tue, wed, thu,"
                            + " fri, sat, sun)",
                    HoursReader::days);

    private static final Pattern HOURS =
            Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)-((?:[01]\\d|2[0-3]):[0-5]\\d|24:00)");

    private static final Form<Shift> SHIFT =
            new Form<>(
                    "hours such as 08:00-20:00 that begin before they end are needed (midnight as"
                            + " an end is 24:00; a night is written as the end of one day and the"
                            + " beginning of the next)",
                    HoursReader::shift);

    private final Section section;
    private final String path;
    private final Map<DayOfWeek, List<Placed<Shift>>> week = new EnumMap<>(DayOfWeek.class);

    private HoursReader(Section section, String path) {
        this.section = section;
        this.path = path;
    }

    /// The setting `hours` of a section; nothing where it is not said or refused.
    static Optional<NavigableMap<DayOfWeek, List<Shift>>> read(Section section) {
        String path = section.path("hours");
        return section.key("hours")
                .map(Yaml.Key::value)
                .flatMap(value ->
                        switch (value) {
                            case Yaml.Text text when text.text().equals("always") ->
                                    Optional.of(ALWAYS);
                            case Yaml.Keys days when !days.keys().isEmpty() ->
                                    Optional.of(new HoursReader(section, path).week(days));
                            case Yaml.Text _, Yaml.Keys _, Yaml.Items _, Yaml.Nothing _ -> {
                                section.problems().refuse(value.at(), path, value.shown(), NEEDED);
                                yield Optional.empty();
                            }
                        });
    }

    private NavigableMap<DayOfWeek, List<Shift>> week(Yaml.Keys days) {
        Section inner = new Section(section.problems(), path, days.at(), days);
        for (Yaml.Key key : inner.names(DAY)) {
            List<Placed<Shift>> shifts = shifts(path + "." + key.name(), key.value());
            for (DayOfWeek day : days(key.name()).orElseThrow()) {
                week.computeIfAbsent(day, _ -> new ArrayList<>()).addAll(shifts);
            }
        }
        NavigableMap<DayOfWeek, List<Shift>> read = new TreeMap<>();
        Set<Place> refused = new HashSet<>();
        week.forEach((day, shifts) -> read.put(day, apart(day, shifts, refused)));
        return read;
    }

    private List<Placed<Shift>> shifts(String key, Yaml value) {
        if (value instanceof Yaml.Items) {
            return section.list(key, value, SHIFT, "[08:00-12:00, 13:00-17:00]");
        }
        return section.read(key, value, SHIFT).stream().toList();
    }

    /// Those of a day that do not overlap; each that does is refused once, on whichever of its
    /// days.
    private List<Shift> apart(DayOfWeek day, List<Placed<Shift>> shifts, Set<Place> refused) {
        List<Placed<Shift>> kept = new ArrayList<>();
        for (Placed<Shift> next :
                shifts.stream().sorted(Comparator.comparing(Placed::at)).toList()) {
            Optional<Placed<Shift>> other =
                    kept.stream().filter(k -> overlap(k.value(), next.value())).findFirst();
            if (other.isEmpty()) {
                kept.add(next);
            } else if (refused.add(next.at())) {
                section.problems()
                        .refuse(
                                next.at(),
                                path,
                                shown(next.value()),
                                "hours that do not overlap are needed: on %s, line %d says %s"
                                        .formatted(
                                                DAYS.get(day.getValue() - 1),
                                                other.get().at().line(),
                                                shown(other.get().value())));
            }
        }
        return kept.stream().map(Placed::value).toList();
    }

    private static boolean overlap(Shift one, Shift other) {
        return minute(one.from()) < end(other) && minute(other.from()) < end(one);
    }

    private static int end(Shift shift) {
        return shift.to().equals(LocalTime.MIDNIGHT) ? 24 * 60 : minute(shift.to());
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    private static String shown(Shift shift) {
        String to = shift.to().equals(LocalTime.MIDNIGHT) ? "24:00" : shift.to().toString();
        return "\"%s-%s\"".formatted(shift.from(), to);
    }

    private static Optional<List<DayOfWeek>> days(String text) {
        String[] ends = text.split("-", -1);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (ends.length > 2 || first < 0 || last < 0 || (ends.length == 2 && first == last)) {
            return Optional.empty();
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (int day = first; day != last; day = (day + 1) % 7) {
            days.add(DayOfWeek.of(day + 1));
        }
        days.add(DayOfWeek.of(last + 1));
        return Optional.of(days);
    }

    private static Optional<Shift> shift(String text) {
        Matcher hours = HOURS.matcher(text);
        if (!hours.matches()) {
            return Optional.empty();
        }
        LocalTime from = LocalTime.parse(hours.group(1));
        if (hours.group(2).equals("24:00")) {
            return Optional.of(new Shift(from, LocalTime.MIDNIGHT));
        }
        LocalTime to = LocalTime.parse(hours.group(2));
        return from.isBefore(to) ? Optional.of(new Shift(from, to)) : Optional.empty();
    }
}
