package dev.switchboard.routing.simulation;

import dev.switchboard.routing.simulation.Simulation.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Many seeds, as many at a time as there are processors. Each history is its own; only which of
/// several failures is found first may differ from run to run.
final class Seeds {

    private static final long REPORT_EVERY = 10_000;

    private final Rules rules;
    private final int steps;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final long begun = System.nanoTime();

    Seeds(Rules rules, int steps) {
        this.rules = rules;
        this.steps = steps;
    }

    /// A failure among so many seeds, if there is one.
    Optional<Outcome> firstFailure(long from, long count) {
        Optional<Outcome> failed =
                LongStream.range(from, from + count)
                        .parallel()
                        .mapToObj(this::run)
                        .filter(outcome -> outcome.violation().isPresent())
                        .findAny();
        progress();
        return failed;
    }

    private Outcome run(long seed) {
        Outcome outcome = Simulation.run(Plan.of(seed, steps), rules, false);
        taken.addAndGet(outcome.steps());
        if (done.incrementAndGet() % REPORT_EVERY == 0) {
            progress();
        }
        return outcome;
    }

    private void progress() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d seeds, %,.0f a second, %,.0f steps a second%n",
                done.get(),
                done.get() / seconds,
                taken.get() / seconds);
    }
}
