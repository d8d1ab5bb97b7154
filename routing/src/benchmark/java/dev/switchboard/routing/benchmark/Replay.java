package dev.switchboard.routing.benchmark;

import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Replays a million commands from memory, as a new leader does, and times each by its kind: what
/// the mix of [StepBenchmark] is made of. Arguments: seats, waiting, commands.
public final class Replay {
    private Replay() {}

    public static void main(String[] args) {
        int seats = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        int waiting = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int count = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
        Workload workload = new Workload(seats, waiting, 1);
        Pool begin = workload.pool();
        List<Workload.Filed> commands = new ArrayList<>(count);
        long[] nanos = new long[count];
        for (int n = 0; n < count; n++) {
            Workload.Filed filed = workload.next();
            long t = System.nanoTime();
            Step step = PoolRules.step(workload.pool(), filed.command(), filed.id());
            nanos[n] = System.nanoTime() - t;
            workload.stepped(filed, step);
            commands.add(filed);
        }
        long started = System.nanoTime();
        Pool pool = begin;
        for (Workload.Filed filed : commands) {
            pool = PoolRules.step(pool, filed.command(), filed.id()).pool();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%,d commands on %,d seats with %,d waiting: replayed in %.1f s%n",
                count, seats, pool.queued(), seconds);
        print(commands, nanos);
    }

    private static void print(List<Workload.Filed> commands, long[] nanos) {
        System.out.printf("%-14s %9s %9s %9s %9s%n", "command", "count", "median", "p99", "max");
        List<String> kinds =
                commands.stream().map(Replay::kind).distinct().sorted().toList();
        for (String kind : kinds) {
            long[] own = new long[nanos.length];
            int n = 0;
            for (int i = nanos.length / 5; i < nanos.length; i++) {
                if (kind(commands.get(i)).equals(kind)) {
                    own[n++] = nanos[i];
                }
            }
            print(kind, Arrays.copyOf(own, n));
        }
        print("all", Arrays.copyOfRange(nanos, nanos.length / 5, nanos.length));
    }

    private static void print(String kind, long[] nanos) {
        if (nanos.length > 0) {
            Arrays.sort(nanos);
            System.out.printf(
                    "%-14s %9d %7.1fus %7.1fus %7.1fus%n",
                    kind,
                    nanos.length,
                    nanos[nanos.length / 2] / 1e3,
                    nanos[(int) (nanos.length * 0.99)] / 1e3,
                    nanos[nanos.length - 1] / 1e3);
        }
    }

    private static String kind(Workload.Filed filed) {
        return filed.command().getClass().getSimpleName();
    }
}
