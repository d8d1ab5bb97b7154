package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a thread with a table of its own.
final class DescriptorTableTest {

    @TempDir private Path directory;

    @Test
    void what_such_a_thread_opens_takes_no_room_of_the_others() throws IOException {
        Path file = Files.createFile(directory.resolve("opened")).toRealPath();

        List<Long> counts =
                DescriptorTable.ask(
                        "within",
                        () -> {
                            try (var _ = new FileInputStream(file.toFile())) {
                                return List.of(opened(file), openedElsewhere(file));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });

        assertThat(counts).containsExactly(1L, 0L);
    }

    @Test
    void what_was_open_before_is_open_in_it_too() throws IOException {
        Path file = Files.createFile(directory.resolve("opened")).toRealPath();
        try (var _ = new FileInputStream(file.toFile())) {
            long within = DescriptorTable.ask("within", () -> opened(file));

            assertThat(within).isOne();
        }
    }

    @Test
    void what_fails_in_it_fails_for_who_asked() {
        assertThatThrownBy(() ->
                        DescriptorTable.ask(
                                "failing",
                                () -> {
                                    throw new IllegalStateException("no");
                                }))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no");
    }

    private static long opened(Path file) {
        return count(Path.of("/proc/thread-self/fd"), file);
    }

    /// In the table of the process's first thread.
    private static long openedElsewhere(Path file) {
        return count(Path.of("/proc/self/fd"), file);
    }

    private static long count(Path table, Path file) {
        try (Stream<Path> descriptors = Files.list(table)) {
            return descriptors.filter(descriptor -> leadsTo(descriptor, file)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            // The one that lists them is closed by then.
            return false;
        }
    }
}
