package switchboard.load.holder;

import java.time.Duration;
import java.util.List;

/// How much of a core processes took together, over a time in which nobody looked at their memory:
/// to look costs a collection.
record CpuRate(double cores) {

    static CpuRate during(Duration time, List<Process> processes) throws InterruptedException {
        long startNanos = System.nanoTime();
        Duration start = cpu(processes);
        Thread.sleep(time);
        Duration spent = cpu(processes).minus(start);
        return new CpuRate((double) spent.toNanos() / (System.nanoTime() - startNanos));
    }

    private static Duration cpu(List<Process> processes) {
        return processes.stream()
                .map(p -> OwnProcess.cpu(p.toHandle()))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
