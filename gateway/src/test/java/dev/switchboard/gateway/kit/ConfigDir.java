package dev.switchboard.gateway.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// A copy of the directory of markets, routing, prompts and articles, with other times.
public final class ConfigDir {
    private ConfigDir() {}

    /// Copies the directory as shipped and changes settings of `routing.yaml`.
    ///
    /// @param dir new
    /// @param lines such as `offer: 2s`, each for one line there with the same key
    /// @return the setting that makes a node use it
    public static String with(Path dir, String... lines) {
        Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, dir.resolve(shipped.relativize(file).toString()));
            }
            change(dir.resolve("routing.yaml"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "config-dir=" + dir.toAbsolutePath();
    }

    /// Changes settings of a file in place, as an editor does.
    public static void change(Path file, String... lines) {
        try {
            String text = Files.readString(file);
            for (String line : lines) {
                String key = line.substring(0, line.indexOf(':'));
                String changed = text.replaceFirst("(?m)^( +)" + key + ": .*$", "$1" + line);
                if (changed.equals(text)) {
                    throw new IllegalArgumentException("no " + key + " in " + file);
                }
                text = changed;
            }
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
