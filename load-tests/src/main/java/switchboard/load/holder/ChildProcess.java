package switchboard.load.holder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Processes that a run has started, and what they take. None outlives it, however it ends.
public final class ChildProcess {

    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
    private static final Pattern ROW = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)");

    /// What some collectors put where objects have died.
    private static final String FILLER = "[Ljdk.internal.vm.FillerElement;";

    private static final long PATIENCE_SECONDS = 45;

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(ChildProcess::cut), "children"));
    }

    private ChildProcess() {}

    /// Starts one. What it says on standard error goes to a file.
    public static Process start(ProcessBuilder builder, Path errors) {
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            ALIVE.add(process);
            var _ = process.onExit().thenAccept(ALIVE::remove);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has it run on one core alone, by `taskset`. What passes between processes on the same one
    /// wakes no other.
    static void bind(Process process, int core) {
        try {
            Process taskset =
                    new ProcessBuilder(
                                    "taskset",
                                    "-acp",
                                    Integer.toString(core),
                                    Long.toString(process.pid()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (taskset.waitFor() != 0) {
                throw new IllegalStateException("taskset did not bind to core " + core);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends one at once, with those that it has started.
    public static void cut(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Tells all to end that have not, and waits until they have.
    public static void endAll() {
        ALIVE.forEach(Process::destroy);
        ALIVE.forEach(ChildProcess::awaitEnd);
    }

    /// Tells one to end, and waits until it has.
    public static void end(Process process) {
        process.destroy();
        awaitEnd(process);
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for a line of standard output that begins so, and gives what follows.
    ///
    /// @throws IllegalStateException where it ends before
    public static String awaitLine(Process process, String beginning) {
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("ended before it said: " + beginning);
    }

    /// Resident memory; 0 where the process is gone.
    public static long rssBytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /// Bytes on the heap of a Java process by class, after a full collection.
    public static Map<String, Long> liveHeap(Process process) {
        return heapOf(jcmd(process, "GC.class_histogram"));
    }

    /// Reads what `GC.class_histogram` says.
    static Map<String, Long> heapOf(List<String> histogram) {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : histogram) {
            Matcher row = ROW.matcher(line);
            if (row.find() && !row.group(2).equals(FILLER)) {
                bytes.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum);
            }
        }
        return bytes;
    }

    private static List<String> jcmd(Process process, String command) {
        try {
            Process jcmd =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    Long.toString(process.pid()),
                                    command)
                            .redirectErrorStream(true)
                            .start();
            try (var out =
                    new BufferedReader(
                            new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
                return out.lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
