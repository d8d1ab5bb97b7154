package dev.switchboard.routing.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// All that is still to happen, by simulated time; of what happens in the same microsecond, chance
/// decides what comes first.
final class Timeline {

    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private final SplittableRandom ties;
    private long now;
    private long count;

    private static final class Moment implements Comparable<Moment> {
        private long at;
        private final long tie;
        private final long number;
        private final Process process;
        private final Runnable action;

        Moment(long at, long tie, long number, Process process, Runnable action) {
            this.at = at;
            this.tie = tie;
            this.number = number;
            this.process = process;
            this.action = action;
        }

        @Override
        public int compareTo(Moment other) {
            int order = Long.compare(at, other.at);
            if (order == 0) {
                order = Long.compare(tie, other.tie);
            }
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    Timeline(long seed) {
        this.ties = new SplittableRandom(seed);
    }

    /// Microseconds since the beginning.
    long now() {
        return now;
    }

    /// Has something happen to a process, if it is still alive then.
    void after(long microseconds, Process process, Runnable action) {
        at(now + Math.max(0, microseconds), process, action);
    }

    /// @param at not before now
    void at(long at, Process process, Runnable action) {
        moments.add(new Moment(Math.max(at, now), ties.nextInt(), count++, process, action));
    }

    /// Lets the next thing happen.
    ///
    /// @return whether there was any
    boolean step() {
        for (Moment next = moments.poll(); next != null; next = moments.poll()) {
            now = next.at;
            if (next.process.frozen(now)) {
                next.at = next.process.turnAfterFrost();
                moments.add(next);
            } else if (next.process.alive()) {
                next.action.run();
                return true;
            }
        }
        return false;
    }
}
