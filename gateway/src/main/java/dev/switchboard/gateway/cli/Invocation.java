package dev.switchboard.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The command that this process was started by.
final class Invocation {

    private static final Path WORDS = Path.of("/proc/self/cmdline");

    private Invocation() {}

    /// The Java, its options and the program, without the last words, which are the program's own.
    static List<String> without(int last) {
        List<String> words = words();
        List<String> command = new ArrayList<>(words.subList(0, words.size() - last));
        // Whatever it was called by, this is the Java that runs.
        ProcessHandle.current().info().command().ifPresent(java -> command.set(0, java));
        return command;
    }

    /// From the kernel where it can be had, for the JDK gives up on a long one.
    private static List<String> words() {
        try {
            // Each word ends in a NUL, the last one too.
            String[] words = Files.readString(WORDS).split("\0", -1);
            return Arrays.asList(words).subList(0, words.length - 1);
        } catch (IOException elsewhere) {
            return ProcessHandle.current()
                    .info()
                    .arguments()
                    .map(arguments -> {
                        var words = new ArrayList<>(List.of("java"));
                        words.addAll(List.of(arguments));
                        return List.copyOf(words);
                    })
                    .orElseThrow(() -> new UncheckedIOException(elsewhere));
        }
    }
}
