package dev.switchboard.gateway.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/// The `redis-server` to run: the system's where it is new enough, for its owner keeps it up to
/// date, otherwise the one that comes with this program.
///
/// @param file the executable
/// @param version what it says it is
record EmbeddedRedisBinary(Path file, EmbeddedRedisVersion version) {
    /// The first with everything the store's scripts use.
    private static final EmbeddedRedisVersion OLDEST = new EmbeddedRedisVersion(6, 2, 0);

    /// Finds one.
    ///
    /// @param searchPath as in the environment variable `PATH`
    /// @param cache where the bundled one is unpacked, once
    static EmbeddedRedisBinary find(String searchPath, Path cache) throws IOException {
        Optional<EmbeddedRedisBinary> system =
                Arrays.stream(searchPath.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, "redis-server"))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst()
                        .flatMap(EmbeddedRedisBinary::running)
                        .filter(binary -> binary.version.compareTo(OLDEST) >= 0);
        return system.isPresent() ? system.get() : bundled(cache);
    }

    private static Optional<EmbeddedRedisBinary> running(Path file) {
        return EmbeddedRedisVersion.of(file).map(v -> new EmbeddedRedisBinary(file, v));
    }

    private static EmbeddedRedisBinary bundled(Path cache) throws IOException {
        String name = resource();
        Path file = cache.resolve(Path.of(name).getFileName());
        Optional<EmbeddedRedisBinary> cached =
                Files.isExecutable(file) ? running(file) : Optional.empty();
        if (cached.isPresent()) {
            return cached.get();
        }
        unpack(name, file);
        return running(file)
                .orElseThrow(() ->
                        new EmbeddedRedisFailure(
                                ("The bundled Redis does not run here (it needs libssl.so.3,"
                                                + " and %s must not be mounted noexec): install"
                                                + " redis-server %s or later, or set redis.uri.")
                                        .formatted(cache, OLDEST)));
    }

    private static String resource() {
        OsArchitecture machine = OsArchitecture.detectOSandArchitecture();
        return Optional.ofNullable(ExecutableProvider.newProvidedVersionsMap().get(machine))
                .orElseThrow(() ->
                        new EmbeddedRedisFailure(
                                ("There is no bundled Redis for this kind of machine (%s %s):"
                                                + " install redis-server %s or later, or set"
                                                + " redis.uri.")
                                        .formatted(machine.os, machine.arch, OLDEST)));
    }

    /// Under its final name there is only ever a whole file, whenever this is cut short.
    private static void unpack(String name, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "redis-server", ".part");
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(name)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
