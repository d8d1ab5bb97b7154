package dev.switchboard.gateway.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A directory of the two files, as editors and deployments treat them.
record PolicyDir(Path dir) {
    static final String MARKETS =
            """
            markets:
              SE: { time-zone: Europe/Stockholm, languages: [sv] }
              NO: { time-zone: Europe/Oslo, languages: [nb] }
            """;

    static final String ROUTING =
            """
            pools:
              default: { markets: all }
            """;

    Path markets() {
        return dir.resolve("markets.yaml");
    }

    Path routing() {
        return dir.resolve("routing.yaml");
    }

    /// Good files that say as little as possible.
    PolicyDir good() {
        return write(markets(), MARKETS).write(routing(), ROUTING);
    }

    PolicyDir write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Puts a new file in the place of the old one, as editors do.
    PolicyDir replace(Path file, String text) {
        Path aside = dir.resolve(".aside");
        write(aside, text);
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
