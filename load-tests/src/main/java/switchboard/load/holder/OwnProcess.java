package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/// What this process takes of the machine.
public final class OwnProcess {

    private static final ProcessHandle SELF = ProcessHandle.current();

    private OwnProcess() {}

    /// Adds `rssMiB`, `heapMiB` (garbage included) and `cpuSeconds`.
    static void describe(ObjectNode line) {
        Runtime runtime = Runtime.getRuntime();
        line.put("rssMiB", ChildProcess.rssBytes(SELF) >> 20)
                .put("heapMiB", (runtime.totalMemory() - runtime.freeMemory()) >> 20)
                .put("cpuSeconds", cpu(SELF).toMillis() / 1_000.0);
    }

    public static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
