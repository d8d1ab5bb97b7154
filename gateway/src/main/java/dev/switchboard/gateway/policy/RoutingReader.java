package dev.switchboard.gateway.policy;

import dev.switchboard.gateway.config.Times;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.PriorityClass.Deadline;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads `routing.yaml`.
final class RoutingReader {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Form<Duration> ACTION = Form.time(SHORT, HOUR);
    private static final Form<Duration> WAIT = Form.time(Duration.ZERO, DAY);
    private static final Form<Integer> LEVEL = Form.number(1, 5);
    private static final Form<Integer> PERCENT = Form.number(1, 100_000);
    private static final Form<Integer> SAMPLES = Form.number(1, 10_000);

    private static final Form<Reason> REASON =
            new Form<>(
                    "one of %s is needed"
                            .formatted(
                                    String.join(
                                            ", ",
                                            Arrays.stream(Reason.values())
                                                    .map(Reason::code)
                                                    .toList())),
                    Reason::ofCode);

    private final Problems problems;

    private RoutingReader(Problems problems) {
        this.problems = problems;
    }

    /// What the file says; where something is among the problems, it stands for as much as could be
    /// read.
    static Routing read(Yaml.Keys file, Problems problems) {
        return new RoutingReader(problems).file(new Section(problems, "", Place.START, file));
    }

    private Routing file(Section file) {
        List<PoolEntry> pools = pools(file);
        PoolTimes times = file.section("times").map(this::times).orElse(PoolTimes.DEFAULT);
        Relaxation relaxation =
                file.section("relaxation").map(this::relaxation).orElse(Relaxation.DEFAULT);
        List<PriorityClass> classes = file.section("classes").map(this::classes).orElse(List.of());
        var reasons =
                file.section("reasons")
                        .map(section -> reasons(section, classes))
                        .orElseGet(TreeMap::new);
        EstimatePolicy estimate =
                file.section("estimate").map(this::estimate).orElse(EstimatePolicy.DEFAULT);
        file.end();
        return new Routing(pools, times, relaxation, estimate, classes, reasons);
    }

    private List<PoolEntry> pools(Section file) {
        List<PoolEntry> pools = new ArrayList<>();
        if (file.key("pools").isEmpty()) {
            problems.add(Place.START, "pools", "pools is not set, but the pool default is needed");
            return pools;
        }
        file.section("pools")
                .ifPresent(section -> {
                    for (Yaml.Key key : section.names(Form.NAME)) {
                        section.section(key.name())
                                .map(said -> pool(key, said))
                                .ifPresent(pools::add);
                    }
                });
        return pools;
    }

    private PoolEntry pool(Yaml.Key key, Section section) {
        Optional<List<Placed<String>>> markets = Optional.empty();
        Optional<Yaml> said = section.key("markets").map(Yaml.Key::value);
        if (said.isEmpty()) {
            String path = section.path("markets");
            problems.add(
                    key.at(),
                    path,
                    path + " is not set, but all, or a list such as [SE, NO], is needed");
        } else if (!(said.get() instanceof Yaml.Text(_, var word) && word.equals("all"))) {
            markets = section.some("markets", Form.MARKET, "[SE, NO], or the word all,");
        }
        section.end();
        return new PoolEntry(key.name(), key.at(), markets);
    }

    private PoolTimes times(Section section) {
        PoolTimes standard = PoolTimes.DEFAULT;
        PoolTimes times =
                new PoolTimes(
                        section.value("offer", ACTION, standard.offer()).value(),
                        section.value("wrap-up", Form.time(SHORT, DAY), standard.wrapUp()).value(),
                        section.value("seat-grace", ACTION, standard.seatGrace()).value(),
                        section.value(
                                        "remember",
                                        Form.time(Duration.ofSeconds(10), DAY),
                                        standard.remember())
                                .value());
        section.end();
        return times;
    }

    private Relaxation relaxation(Section section) {
        Relaxation standard = Relaxation.DEFAULT;
        var steps =
                List.of(
                        section.value("sticky", WAIT, standard.sticky()),
                        section.value("optional-skills", WAIT, standard.optionalSkills()),
                        section.value("native-language", WAIT, standard.nativeLanguage()),
                        section.value("fluent-language", WAIT, standard.fluentLanguage()),
                        section.value("overflow", WAIT, standard.overflow()));
        var nativeLevel = section.value("native-level", LEVEL, standard.nativeLevel());
        var fluentLevel = section.value("fluent-level", LEVEL, standard.fluentLevel());
        section.end();
        boolean good = true;
        for (int n = 1; n < steps.size(); n++) {
            good &= ordered(steps.get(n - 1), steps.get(n));
        }
        good &=
                ordered(
                        fluentLevel,
                        nativeLevel,
                        fluentLevel.value() <= nativeLevel.value(),
                        "a level up to %s (%d) is needed"
                                .formatted(nativeLevel.key(), nativeLevel.value()),
                        "a level from %s (%d) is needed"
                                .formatted(fluentLevel.key(), fluentLevel.value()));
        return good
                ? new Relaxation(
                        steps.get(0).value(),
                        steps.get(1).value(),
                        steps.get(2).value(),
                        steps.get(3).value(),
                        steps.get(4).value(),
                        nativeLevel.value(),
                        fluentLevel.value())
                : standard;
    }

    private boolean ordered(Value<Duration> earlier, Value<Duration> later) {
        return ordered(
                earlier,
                later,
                earlier.value().compareTo(later.value()) <= 0,
                "a time up to %s (%s) is needed".formatted(later.key(), Times.text(later.value())),
                "a time from %s (%s) is needed"
                        .formatted(earlier.key(), Times.text(earlier.value())));
    }

    /// Whether two settings go together; where they do not, the later of the two in the file is
    /// refused, or the only one that was said.
    private boolean ordered(
            Value<?> low, Value<?> high, boolean holds, String lowNeeds, String highNeeds) {
        if (!low.good() || !high.good()) {
            return false;
        }
        if (!holds) {
            boolean blameHigh =
                    low.said().isEmpty()
                            || high.said()
                                    .filter(h -> h.at().compareTo(low.said().get().at()) > 0)
                                    .isPresent();
            Value<?> blamed = blameHigh ? high : low;
            Yaml.Text said = blamed.said().orElseThrow();
            problems.refuse(
                    said.at(), blamed.key(), said.shown(), blameHigh ? highNeeds : lowNeeds);
        }
        return holds;
    }

    private List<PriorityClass> classes(Section section) {
        List<PriorityClass> classes = new ArrayList<>();
        for (Yaml.Key key : section.names(Form.NAME)) {
            section.section(key.name())
                    .map(said -> priorityClass(key.name(), said))
                    .ifPresent(classes::add);
        }
        return classes;
    }

    private PriorityClass priorityClass(String name, Section section) {
        int ageRate = section.value("age-rate-percent", PERCENT, 100).value();
        Duration boost = section.value("boost", WAIT, Duration.ZERO).value();
        Optional<Deadline> deadline = section.section("deadline").flatMap(this::deadline);
        section.end();
        return new PriorityClass(name, ageRate, boost, deadline);
    }

    private Optional<Deadline> deadline(Section section) {
        Form<Duration> time = Form.time(Duration.ofSeconds(1), DAY);
        var after = section.needed("after", time, DAY);
        var window = section.needed("window", time, Duration.ofSeconds(1));
        var rate = section.value("rate-percent", PERCENT, 100);
        section.end();
        return ordered(window, after)
                ? Optional.of(new Deadline(after.value(), window.value(), rate.value()))
                : Optional.empty();
    }

    private NavigableMap<Reason, ReasonPolicy> reasons(
            Section section, List<PriorityClass> classes) {
        List<String> names = new ArrayList<>(classes.stream().map(PriorityClass::name).toList());
        if (!names.contains(PriorityClass.NORMAL.name())) {
            names.addFirst(PriorityClass.NORMAL.name());
        }
        NavigableMap<Reason, ReasonPolicy> reasons = new TreeMap<>();
        for (Yaml.Key key : section.names(REASON)) {
            section.section(key.name())
                    .ifPresent(said ->
                            reasons.put(
                                    Reason.ofCode(key.name()).orElseThrow(),
                                    reason(said, Form.oneOf(names))));
        }
        return reasons;
    }

    private ReasonPolicy reason(Section section, Form<String> className) {
        ReasonPolicy standard = ReasonPolicy.DEFAULT;
        String priority = section.value("priority", className, standard.priority()).value();
        var required = skills(section, "required-skills");
        var optional = skills(section, "optional-skills");
        optional.forEach((skill, level) -> above(level, required.get(skill)));
        int cost = section.value("cost", Form.number(1, 10), standard.cost()).value();
        section.end();
        return new ReasonPolicy(priority, levels(required), levels(optional), cost);
    }

    /// An optional level that the required one implies says nothing, and was meant to.
    private void above(Value<Integer> optional, @Nullable Value<Integer> required) {
        if (required != null
                && required.good()
                && optional.good()
                && optional.value() <= required.value()) {
            Yaml.Text said = optional.said().orElseThrow();
            problems.refuse(
                    said.at(),
                    optional.key(),
                    said.shown(),
                    "a level above %s (%d) is needed".formatted(required.key(), required.value()));
        }
    }

    private static NavigableMap<String, Integer> levels(Map<String, Value<Integer>> skills) {
        NavigableMap<String, Integer> levels = new TreeMap<>();
        skills.forEach((skill, level) -> levels.put(skill, level.value()));
        return levels;
    }

    private NavigableMap<String, Value<Integer>> skills(Section section, String name) {
        NavigableMap<String, Value<Integer>> skills = new TreeMap<>();
        section.section(name)
                .ifPresent(said ->
                        said.names(Form.SKILL)
                                .forEach(key ->
                                        skills.put(key.name(), said.value(key.name(), LEVEL, 1))));
        return skills;
    }

    private EstimatePolicy estimate(Section section) {
        EstimatePolicy standard = EstimatePolicy.DEFAULT;
        var least = section.value("samples-min", SAMPLES, standard.samplesMin());
        var most = section.value("samples-max", SAMPLES, standard.samplesMax());
        var floor =
                section.value("floor", Form.time(Duration.ofSeconds(1), HOUR), standard.floor());
        section.end();
        boolean good =
                ordered(
                        least,
                        most,
                        least.value() <= most.value(),
                        "a number up to %s (%d) is needed".formatted(most.key(), most.value()),
                        "a number from %s (%d) is needed".formatted(least.key(), least.value()));
        return good ? new EstimatePolicy(least.value(), most.value(), floor.value()) : standard;
    }
}
