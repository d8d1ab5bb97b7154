package switchboard.load.holder;

import java.time.Duration;
import java.util.List;

/// What processes take together at one moment.
///
/// @param heapBytes that live, after a full collection
/// @param cpu since they were started
/// @param atNanos when `cpu` was read
record Sample(long heapBytes, long rssBytes, Duration cpu, long atNanos) {

    static Sample of(List<Process> processes) {
        long heap = processes.stream().mapToLong(ChildProcess::liveHeapBytes).sum();
        long rss = processes.stream().mapToLong(p -> ChildProcess.rssBytes(p.toHandle())).sum();
        Duration cpu =
                processes.stream()
                        .map(p -> OwnProcess.cpu(p.toHandle()))
                        .reduce(Duration.ZERO, Duration::plus);
        return new Sample(heap, rss, cpu, System.nanoTime());
    }
}
