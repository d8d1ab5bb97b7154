package switchboard.load.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// CPU that a process has taken since its start, all of its threads together.
///
/// @param userSeconds in its own code
/// @param kernelSeconds in the kernel's, for it
record CpuTime(double userSeconds, double kernelSeconds) {

    /// Of Linux on all machines that Java runs on.
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER = 11;
    private static final int KERNEL = 12;

    static CpuTime of(ProcessHandle process) {
        try {
            return parsed(Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads `/proc/PID/stat`, whose second field is a name that may hold anything.
    static CpuTime parsed(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime(
                Long.parseLong(fields[USER]) / TICKS_PER_SECOND,
                Long.parseLong(fields[KERNEL]) / TICKS_PER_SECOND);
    }

    double seconds() {
        return userSeconds + kernelSeconds;
    }

    CpuTime minus(CpuTime before) {
        return new CpuTime(userSeconds - before.userSeconds, kernelSeconds - before.kernelSeconds);
    }
}
