package switchboard.load.holder;

import java.util.List;

/// What processes have in memory together at one moment.
///
/// @param heapBytes that live, after a full collection
/// @param rssBytes after that collection
/// @param kernelBytes what the kernel has allocated for itself, on the whole machine: where the
///   other ends of the sockets are on it too, both ends count
record Sample(long heapBytes, long rssBytes, long kernelBytes) {

    static Sample of(List<Process> processes) {
        return new Sample(
                processes.stream()
                        .flatMap(p -> ChildProcess.liveHeap(p).values().stream())
                        .mapToLong(Long::longValue)
                        .sum(),
                processes.stream().mapToLong(p -> ChildProcess.rssBytes(p.toHandle())).sum(),
                Memory.kernelBytes());
    }
}
