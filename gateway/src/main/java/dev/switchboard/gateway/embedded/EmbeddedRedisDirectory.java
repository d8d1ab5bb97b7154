package dev.switchboard.gateway.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The directory of an embedded Redis, held by one node at a time.
///
/// The lock is the operating system's, so that a node that dies lets go of it.
final class EmbeddedRedisDirectory implements AutoCloseable {
    /// A node that was killed a moment ago needs another to let go.
    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Path path;
    private final FileChannel lock;

    private EmbeddedRedisDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Takes `redis` within `dataDir`, which nobody but this user may read: it holds the password.
    static EmbeddedRedisDirectory take(Path dataDir) throws IOException, InterruptedException {
        Path path = dataDir.toAbsolutePath().normalize().resolve("redis");
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        FileChannel channel =
                FileChannel.open(
                        path.resolve("node.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!lock(channel)) {
            String holder = read(channel);
            channel.close();
            throw new EmbeddedRedisFailure(
                    ("The data directory %s is in use by another node (process %s): stop that"
                                    + " one, or choose another directory with --data.")
                            .formatted(dataDir, holder));
        }
        channel.truncate(0);
        channel.write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
        return new EmbeddedRedisDirectory(path, channel);
    }

    /// Locks it for as long as the channel is open; false where somebody else keeps it.
    private static boolean lock(FileChannel channel) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString().strip();
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    Path path() {
        return path;
    }

    /// Where the bundled executable is unpacked.
    Path executables() {
        return path.resolve("bin");
    }

    /// Redis' own words since its last start.
    Path log() {
        return path.resolve("redis.log");
    }

    /// Held by the Redis process itself, so that a second one never writes to the same files even
    /// where the first has outlived its node.
    Path serverLock() {
        return path.resolve("server.lock");
    }

    /// Refuses a server older than the one that wrote what is here: it would start empty, or not at
    /// all.
    void checkReadableBy(EmbeddedRedisVersion version) throws IOException {
        Path record = path.resolve("version");
        Optional<EmbeddedRedisVersion> writer =
                Files.exists(record)
                        ? EmbeddedRedisVersion.parse(Files.readString(record))
                        : Optional.empty();
        if (writer.isPresent() && !version.reads(writer.get())) {
            throw new EmbeddedRedisFailure(
                    ("%s was written by Redis %s, but only Redis %s is here: install"
                                    + " redis-server %s or later, or choose another directory with"
                                    + " --data.")
                            .formatted(path, writer.get(), version, writer.get()));
        }
    }

    /// Remembers who writes here from now on.
    void writtenBy(EmbeddedRedisVersion version) throws IOException {
        Files.writeString(path.resolve("version"), version.toString());
    }

    /// Writes Redis' configuration; a file, since everyone may read a command line.
    Path writeConfig(int port, String password) throws IOException {
        Path config = path.resolve("redis.conf");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        List.of(
                                "bind 127.0.0.1",
                                "port " + port,
                                "requirepass " + password,
                                "dir " + quoted(path),
                                // What was answered is on the disk, whatever dies, power included.
                                // `everysec` answers before it writes while a sync is under way.
                                // Many commands in one round of Redis' loop share one sync.
                                "appendonly yes",
                                "appendfsync always",
                                // A tail that was cut in the middle of a command is dropped: nobody
                                // had an answer to it.
                                "aof-load-truncated yes",
                                "save \"\"",
                                "maxmemory-policy noeviction",
                                "daemonize no",
                                "pidfile " + quoted(path.resolve("redis.pid")),
                                "")));
        return config;
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Lets another node have it.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException alreadyGone) {
            throw new EmbeddedRedisFailure("The lock of %s broke.".formatted(path), alreadyGone);
        }
    }
}
