package switchboard.load.holder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What processes have in memory together at one moment.
///
/// @param heap bytes of each class that live, after a full collection
/// @param rssBytes after that collection
/// @param kernelBytes what the kernel has allocated for itself, on the whole machine: where the
///   other ends of the sockets are on it too, both ends count
record Sample(Map<String, Long> heap, long rssBytes, long kernelBytes) {

    Sample {
        heap = Map.copyOf(heap);
    }

    static Sample of(List<Process> processes) {
        Map<String, Long> heap = new HashMap<>();
        for (Process process : processes) {
            ChildProcess.liveHeap(process)
                    .forEach((type, bytes) -> heap.merge(type, bytes, Long::sum));
        }
        return new Sample(
                heap,
                processes.stream().mapToLong(p -> ChildProcess.rssBytes(p.toHandle())).sum(),
                Machine.kernelBytes());
    }

    long heapBytes() {
        return heap.values().stream().mapToLong(Long::longValue).sum();
    }
}
