package dev.switchboard.routing.benchmark;

import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One step of a pool in full work, of whatever command comes next. Samples single steps, so that
/// the slow ones are seen too.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 10)
@Measurement(iterations = 5, time = 10)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "-XX:+UseCompactObjectHeaders",
            "-Xms4g",
            "-Xmx4g",
            "-XX:+UseParallelGC",
            // Its trees lie all over the heap: small pages miss the TLB at every turn.
            "-XX:+UseTransparentHugePages"
        })
public class StepBenchmark {

    @Param({"5000"})
    int seats;

    @Param({"100", "10000", "100000"})
    int waiting;

    private Workload workload;
    private Workload.Filed next;
    private Step step;

    @Setup(Level.Trial)
    public void fill() {
        workload = new Workload(seats, waiting, 1);
    }

    @Setup(Level.Invocation)
    public void choose() {
        next = workload.next();
    }

    @Benchmark
    public Step step() {
        step = PoolRules.step(workload.pool(), next.command(), next.id());
        return step;
    }

    @TearDown(Level.Invocation)
    public void answer() {
        workload.stepped(next, step);
    }
}
