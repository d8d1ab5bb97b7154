package dev.switchboard.routing.simulation;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// A node's connections to Redis, one for each of its event loops: what is sent on one arrives in
/// order. A call fails before it took effect, or after, or takes effect long after its caller has
/// given up; who called only ever learns that the outcome is unknown.
final class RedisLink {

    static final int LOOPS = 2;
    private static final long PATIENCE = 400_000;

    private final World world;
    private final Process node;
    private final Dice dice;
    private final Weather weather;
    private final long[] lastArrival = new long[LOOPS + 1];

    /// How the way to Redis is at the moment; [Faults] make it.
    static final class Weather {
        boolean partitioned;
        double failsBefore;
        double failsAfter;
        int slowMs;

        boolean fair() {
            return !partitioned && failsBefore == 0 && failsAfter == 0 && slowMs == 0;
        }
    }

    private final class Call<T> {
        private final Consumer<T> got;
        private final Runnable away;
        private boolean answered;

        Call(Consumer<T> got, Runnable away) {
            this.got = got;
            this.away = away;
        }

        void fail() {
            if (!answered) {
                answered = true;
                away.run();
            }
        }

        void reply(T value) {
            if (!answered) {
                answered = true;
                got.accept(value);
            }
        }
    }

    RedisLink(World world, Process node, Weather weather) {
        this.world = world;
        this.node = node;
        this.dice = world.dice("link " + node.name());
        this.weather = weather;
    }

    /// Has Redis do something.
    ///
    /// @param loop whose connection it goes by
    /// @param away instead of an answer
    <T> void call(int loop, Supplier<T> work, Consumer<T> got, Runnable away) {
        Timeline timeline = world.timeline();
        Call<T> call = new Call<>(got, away);
        long delay = latency();
        long arrival = Math.max(timeline.now() + delay, lastArrival[loop] + 1);
        lastArrival[loop] = arrival;
        if (!weather.fair() || world.redis().frozen(timeline.now())) {
            timeline.after(PATIENCE, node, call::fail);
        }
        timeline.at(arrival, world.redis(), () -> arrive(call, work));
    }

    private <T> void arrive(Call<T> call, Supplier<T> work) {
        if (weather.partitioned) {
            world.timeline().after(PATIENCE, node, call::fail);
        } else if (dice.chance(weather.failsBefore)) {
            world.timeline().after(latency(), node, call::fail);
        } else {
            T value = work.get();
            boolean lost = dice.chance(weather.failsAfter);
            world.timeline().after(latency(), node, lost ? call::fail : () -> call.reply(value));
        }
    }

    /// Reads something once it is there, by a connection of its own.
    ///
    /// @param ready whether it is there
    /// @param when has itself called when that may have changed
    <T> void await(
            Supplier<Boolean> ready,
            Consumer<Runnable> when,
            Supplier<T> read,
            Consumer<T> got,
            Runnable away) {
        Call<T> call = new Call<>(got, away);
        world.redis().whenRestarted(() -> world.timeline().after(latency(), node, call::fail));
        world.timeline().after(latency(), world.redis(), () -> awaited(call, ready, when, read));
    }

    private <T> void awaited(
            Call<T> call, Supplier<Boolean> ready, Consumer<Runnable> when, Supplier<T> read) {
        if (!node.alive() || call.answered) {
            return;
        }
        if (weather.partitioned) {
            world.timeline().after(PATIENCE, node, call::fail);
        } else if (ready.get()) {
            T value = read.get();
            world.timeline().after(latency(), node, () -> call.reply(value));
        } else {
            when.accept(() ->
                    world.timeline()
                            .after(1, world.redis(), () -> awaited(call, ready, when, read)));
        }
    }

    private long latency() {
        long usual = 200 + dice.about(1) / 2;
        return weather.slowMs == 0 ? usual : usual + dice.about(weather.slowMs);
    }
}
