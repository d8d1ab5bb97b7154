package dev.switchboard.gateway.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Redis that belongs to this process: it keeps its data in the data directory, listens on
/// 127.0.0.1 with a password of its own, comes back if it ends, and ends with this process, however
/// that ends.
///
/// Everything it has answered is synced to disk before the answer (`appendfsync always`), so that
/// "accepted" keeps its meaning when everything is killed at once. A server of one's own is
/// configured by one's own needs.
public final class EmbeddedRedis {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int PORTS_TRIED_MAX = 5;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration REVIVAL_PAUSE = Duration.ofMillis(500);

    private final EmbeddedRedisDirectory directory;
    private final EmbeddedRedisBinary binary;
    private final String password;
    private final int port;
    private final Thread keeper;
    private EmbeddedRedisProcess process;
    private boolean stopped;

    private EmbeddedRedis(EmbeddedRedisDirectory directory, EmbeddedRedisBinary binary, Ports ports)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.binary = binary;
        this.password = password();
        Started started = startOnFreePort(ports);
        this.port = started.port;
        this.process = started.process;
        this.keeper = Thread.ofVirtual().name("embedded-redis").start(this::keep);
    }

    private record Started(int port, EmbeddedRedisProcess process) {}

    /// Finds ports that are free at that moment.
    @FunctionalInterface
    interface Ports {
        int next() throws IOException;
    }

    /// Starts a server on what `dataDir` holds and returns when it takes commands. Blocks.
    ///
    /// @throws EmbeddedRedisFailure where that cannot be, with a sentence that says why
    public static EmbeddedRedis start(Path dataDir) {
        return start(dataDir, System.getenv().getOrDefault("PATH", ""), EmbeddedRedis::freePort);
    }

    /// @param searchPath where a `redis-server` is looked for, as in `PATH`
    /// @param ports gives a port that is free at that moment
    static EmbeddedRedis start(Path dataDir, String searchPath, Ports ports) {
        try {
            EmbeddedRedisDirectory directory = EmbeddedRedisDirectory.take(dataDir);
            try {
                EmbeddedRedisBinary binary =
                        EmbeddedRedisBinary.find(searchPath, directory.executables());
                directory.checkReadableBy(binary.version());
                return new EmbeddedRedis(directory, binary, ports);
            } catch (IOException | InterruptedException | RuntimeException failed) {
                directory.close();
                throw failed;
            }
        } catch (IOException broken) {
            throw new EmbeddedRedisFailure(
                    "The embedded Redis cannot use the data directory %s (%s)."
                            .formatted(dataDir, broken),
                    broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedRedisFailure("The start of the embedded Redis was interrupted.");
        }
    }

    /// Where it is, password included.
    public URI uri() {
        return URI.create("redis://:%s@127.0.0.1:%d".formatted(password, port));
    }

    /// Ends it, within six seconds whatever it does. Blocks; idempotent.
    public void stop() {
        EmbeddedRedisProcess last;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            last = process;
        }
        keeper.interrupt();
        try {
            last.stop();
        } catch (IOException broken) {
            throw new EmbeddedRedisFailure("The embedded Redis could not be told to stop.", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }

    private static String password() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Between finding a free port and Redis' taking it, somebody else may take it.
    private Started startOnFreePort(Ports ports) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            int candidate = ports.next();
            EmbeddedRedisProcess launched = launch(candidate);
            if (ready(launched, candidate)) {
                return new Started(candidate, launched);
            }
            int status = launched.await();
            List<String> log = Files.readAllLines(directory.log());
            boolean portTaken = log.stream().anyMatch(l -> l.contains("Address already in use"));
            if (!portTaken || tries == PORTS_TRIED_MAX) {
                throw new EmbeddedRedisFailure(whyEnded(status, log));
            }
        }
    }

    /// Waits until it takes commands, for as long as it loads what is there.
    ///
    /// @return false where it ended instead
    private boolean ready(EmbeddedRedisProcess launched, int atPort)
            throws IOException, InterruptedException {
        try {
            while (launched.alive() && !EmbeddedRedisProcess.answers(atPort, password)) {
                Thread.sleep(POLL);
            }
            if (!launched.alive()) {
                return false;
            }
            directory.writtenBy(binary.version());
            return true;
        } catch (IOException | InterruptedException failed) {
            launched.stop();
            throw failed;
        }
    }

    private String whyEnded(int status, List<String> log) {
        return status == EmbeddedRedisProcess.STILL_HELD
                ? ("An earlier Redis still works on %s: end it, its process number is in"
                                + " redis.pid there.")
                        .formatted(directory.path())
                : "The embedded Redis (%s) ended at its start with status %d: %s"
                        .formatted(
                                binary.file(),
                                status,
                                log.isEmpty() ? "it said nothing" : log.getLast());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedRedisProcess launch(int atPort) throws IOException {
        return EmbeddedRedisProcess.launch(
                binary, directory.writeConfig(atPort, password), directory);
    }

    /// Starts Redis again whenever it ends and nobody wanted that: out of memory, or killed.
    private void keep() {
        try {
            while (true) {
                int status = current().await();
                LOG.atWarn()
                        .addKeyValue("status", status)
                        .log("embedded Redis ended, starting it again");
                Thread.sleep(REVIVAL_PAUSE);
                if (!revive()) {
                    return;
                }
            }
        } catch (InterruptedException stopping) {
            // stop() wants no more of this.
        } catch (IOException broken) {
            LOG.atError().setCause(broken).log("embedded Redis could not be started again");
        }
    }

    private synchronized EmbeddedRedisProcess current() {
        return process;
    }

    private synchronized boolean revive() throws IOException {
        if (!stopped) {
            process = launch(port);
        }
        return !stopped;
    }
}
