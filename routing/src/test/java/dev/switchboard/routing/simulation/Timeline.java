package dev.switchboard.routing.simulation;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// All that is still to happen, by simulated time; of what happens in the same microsecond, chance
/// decides what comes first.
final class Timeline {

    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private final SplittableRandom ties;

    /// Never iterated.
    private final Map<Process, ArrayDeque<Moment>> held = new IdentityHashMap<>();

    private final Process thaw = new Process("thaw");
    private long now;
    private long count;

    private static final class Moment implements Comparable<Moment> {
        private final long at;
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

    /// /// What befalls a frozen process befalls it when it wakes, before all else and in the same
    /// order: what one connection carries does not overtake itself.
    private void hold(Moment moment) {
        ArrayDeque<Moment> frozen = held.computeIfAbsent(moment.process, _ -> new ArrayDeque<>());
        frozen.add(moment);
        if (frozen.size() == 1) {
            at(moment.process.frozenUntil(), this.thaw, () -> thaw(moment.process));
        }
    }

    private void thaw(Process process) {
        if (process.frozen(now)) {
            at(process.frozenUntil(), this.thaw, () -> thaw(process));
            return;
        }
        ArrayDeque<Moment> frozen = held.remove(process);
        for (Moment moment : frozen == null ? List.<Moment>of() : frozen) {
            moments.add(new Moment(now, Long.MIN_VALUE, count++, process, moment.action));
        }
    }

    /// Lets the next thing happen.
    ///
    /// @return whether there was any
    boolean step() {
        for (Moment next = moments.poll(); next != null; next = moments.poll()) {
            now = next.at;
            if (next.process.frozen(now)) {
                hold(next);
            } else if (next.process.alive()) {
                next.action.run();
                return true;
            }
        }
        return false;
    }
}
