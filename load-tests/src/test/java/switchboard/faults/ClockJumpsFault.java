package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/// One node believes in another time than the rest; tokens stay valid over it.
final class ClockJumpsFault extends StandaloneRun {

    private static final Path LIBRARY =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final Duration FOR_A_WHILE = Duration.ofSeconds(3);

    private final Path clock = Path.of("target", "faults", "clock").toAbsolutePath();

    @Override
    protected String what() {
        return "a node's clock jumps an hour ahead, an hour back, and to the right time";
    }

    /// The first node's clock is what the file says.
    @Override
    protected Map<String, String> environment(String node) {
        if (!node.equals("node-1")) {
            return Map.of();
        }
        if (!Files.exists(LIBRARY)) {
            throw new IllegalStateException("there is no " + LIBRARY + ": apt install faketime");
        }
        set("+0");
        return Map.of(
                "LD_PRELOAD",
                LIBRARY.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "DONT_FAKE_MONOTONIC",
                "1");
    }

    private void set(String offset) {
        try {
            Files.createDirectories(clock.getParent());
            Path next = clock.resolveSibling("clock.next");
            Files.writeString(next, offset + "\n");
            // At once: nobody must read half of it.
            Files.move(
                    next,
                    clock,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void fault(Scene scene) {
        scene.history.faultBegan(what(), "");
        for (String offset : new String[] {"+1h", "-1h", "+0"}) {
            set(offset);
            Client.pause(FOR_A_WHILE);
        }
        scene.history.faultEnded(what(), "");
    }

    @Override
    protected StandIn standIn() {
        return StandIn.reorderedCommits();
    }
}
