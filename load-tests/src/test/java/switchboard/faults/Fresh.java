package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Directories of which nothing is left from the last time.
final class Fresh {

    private Fresh() {}

    static Path directory(Path directory) {
        try {
            if (Files.exists(directory)) {
                List<Path> all;
                try (Stream<Path> files = Files.walk(directory)) {
                    all = files.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path file : all) {
                    Files.delete(file);
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
