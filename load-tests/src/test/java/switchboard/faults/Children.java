package switchboard.faults;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The processes that the suite has started: none outlives it, however it ends.
final class Children {

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "children"));
    }

    private Children() {}

    static Process adopted(Process process) {
        ALIVE.add(process);
        process.onExit().thenAccept(ALIVE::remove);
        return process;
    }
}
