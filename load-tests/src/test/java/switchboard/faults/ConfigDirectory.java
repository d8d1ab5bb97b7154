package switchboard.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The configuration as shipped, with times short enough to watch them end.
final class ConfigDirectory {

    private static final Path SHIPPED = Path.of("../config").toAbsolutePath().normalize();

    private ConfigDirectory() {}

    static Path copiedTo(Path directory) {
        Fresh.directory(directory);
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (file.endsWith("routing.yaml")) {
                    Files.writeString(copy, hasty(Files.readString(file)));
                } else {
                    Files.copy(file, copy);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hasty(String routing) {
        return routing.replaceFirst("(?m)^  offer: .*$", "  offer: 3s")
                .replaceFirst("(?m)^  wrap-up: .*$", "  wrap-up: 1s")
                .replaceFirst("(?m)^  seat-grace: .*$", "  seat-grace: 4s")
                .replaceFirst("(?m)^  sticky: .*$", "  sticky: 1s");
    }
}
