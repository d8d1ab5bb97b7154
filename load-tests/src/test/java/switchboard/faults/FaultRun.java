package switchboard.faults;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import switchboard.faults.Checker.Verdict;
import switchboard.faults.Violation.Invariant;

/// One fault, brought about while customers and agents are at work on a fleet: nothing may be lost
/// by it. Then the same on a fleet of which one part is broken on purpose, which must be noticed,
/// or the first result would mean little.
///
/// A run is a class whose name ends in `Fault`; being there is enough for it to be run and
/// reported.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FaultRun {

    private static final Duration REST = Duration.ofSeconds(40);

    /// Longer than any healing takes, so that what is still wrong stays wrong.
    private static final Duration STAYS_WRONG = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_BROKEN = Duration.ofSeconds(5);

    /// What no time mends.
    private static final Set<Invariant> FOR_GOOD =
            Set.of(
                    Invariant.I1_ACCEPTED_ONCE,
                    Invariant.I3_ONE_HOLDER,
                    Invariant.I4_SAME_SOCKET,
                    Invariant.I5_ONE_SEAT);

    protected final long seed = Long.getLong("faults.seed", 1);
    protected final Size size = Size.asked();
    private final Path directory =
            Path.of("target", "faults", getClass().getSimpleName()).toAbsolutePath();
    private Figures figures;

    /// What it does, as one line of the report.
    protected abstract String what();

    /// Brings the fault about once, and ends it: the fleet is as good as before when this returns.
    /// Each beginning and end goes into the history.
    protected abstract void fault(Scene scene);

    /// What shows that it can fail.
    protected abstract StandIn standIn();

    /// Starts Redis and the nodes.
    protected abstract Fleet fleet(Path directory);

    /// Reads a conversation's log from wherever it is.
    protected abstract List<LogEntry> log(String conversation);

    /// Puts a broken part in the place of a real one.
    protected void replace(StandIn standIn) {
        fleet.replace(standIn);
    }

    /// Ends Redis.
    protected abstract void endStore();

    private Fleet fleet;

    @BeforeAll
    final void startFleet() {
        fleet = fleet(directory);
    }

    @AfterAll
    final void endFleet() {
        if (fleet != null) {
            fleet.close();
        }
        endStore();
    }

    @Test
    @Order(1)
    final void nothing_is_lost_doubled_or_reordered() {
        Verdict verdict = play("real", size, REST, v -> v.violations().isEmpty());
        figures = verdict.figures();
        System.out.printf("%s, seed %d: %s%n", getClass().getSimpleName(), seed, figures);
        assertThat(verdict.violations()).as("seed %d, history in %s", seed, directory).isEmpty();
    }

    @Test
    @Order(2)
    final void its_stand_in_is_caught() {
        StandIn standIn = standIn();
        replace(standIn);
        Predicate<Verdict> enough =
                v -> standIn.breaks().stream().anyMatch(i -> FOR_GOOD.contains(i) && v.breaks(i));
        Verdict verdict = playBroken(enough);
        Optional<Invariant> broken =
                standIn.breaks().stream().filter(verdict::breaks).min(naturalOrder());
        assertThat(broken)
                .as(
                        "seed %d: %s breaks %s, found %s",
                        seed, standIn.what(), standIn.breaks(), verdict.violations())
                .isPresent();
        Report.add(
                new Report.Line(
                        getClass().getSimpleName(),
                        what(),
                        seed,
                        size.name(),
                        figures,
                        standIn.what(),
                        broken.orElseThrow()));
    }

    private Verdict play(String round, Size size, Duration rest, Predicate<Verdict> enough) {
        fleet.complete();
        try (var history = new History(directory.resolve(round + ".jsonl"));
                var scene = new Scene(fleet, history, size, this::logs)) {
            scene.open(round + "-", seed);
            scene.accepted("to begin with", 0, PATIENCE);
            for (int i = 0; i < size.times(); i++) {
                fleet.complete();
                fault(scene);
                scene.accepted("after the fault", history.now(), PATIENCE);
            }
            return scene.rest(rest, enough);
        }
    }

    /// On a fleet that is broken on purpose nobody is promised anything.
    private Verdict playBroken(Predicate<Verdict> enough) {
        fleet.complete();
        try (var history = new History(directory.resolve("broken.jsonl"));
                var scene = new Scene(fleet, history, Size.SHORT, this::logs)) {
            scene.open("broken-", seed);
            scene.mayBeAccepted(PATIENCE_BROKEN);
            try {
                fault(scene);
            } catch (AssertionError | CompletionException e) {
                // What it waits for may never come on such a fleet.
            }
            scene.mayBeAccepted(PATIENCE_BROKEN);
            return scene.rest(STAYS_WRONG, enough);
        }
    }

    private Map<String, List<LogEntry>> logs(Set<String> conversations) {
        var logs = new HashMap<String, List<LogEntry>>();
        conversations.forEach(c -> logs.put(c, log(c)));
        return logs;
    }
}
