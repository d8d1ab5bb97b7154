package switchboard.load.holder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The machine's, as Linux tells of it.
public final class Memory {

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private Memory() {}

    /// Memory of the kernel's own, sockets above all.
    public static long kernelBytes() {
        return bytes("Slab");
    }

    /// Memory that programs can still have.
    static long availableBytes() {
        return bytes("MemAvailable");
    }

    private static long bytes(String name) {
        try {
            return bytes(Files.readAllLines(MEMINFO), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long bytes(List<String> meminfo, String name) {
        return meminfo.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
