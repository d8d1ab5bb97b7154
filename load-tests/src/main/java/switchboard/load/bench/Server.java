package switchboard.load.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import switchboard.load.Tokens;
import switchboard.load.holder.ChildProcess;
import switchboard.load.holder.OwnProcess;
import switchboard.load.holder.OwnRedis;
import switchboard.load.holder.WebSocketBytes;

/// A peer that has been started, and what it stands on.
final class Server implements AutoCloseable {

    private static final String LISTENING = "listening on http://";
    private static final Duration COLLECTION = Duration.ofSeconds(2);

    private final Peer peer;
    private final Process process;
    private final Optional<OwnRedis> redis;
    private final InetSocketAddress address;
    private final Optional<Tokens> tokens;

    private Server(Peer peer, Process process, Optional<OwnRedis> redis, Optional<Tokens> tokens) {
        this.peer = peer;
        this.process = process;
        this.redis = redis;
        this.tokens = tokens;
        var uri = URI.create("http://" + ChildProcess.awaitLine(process, LISTENING));
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /// Starts one and waits until it listens.
    ///
    /// @param modelUrl of the model it is to ask
    /// @param settings of Switchboard, `key=value`, beside those that any run needs
    /// @param javaOpts of Switchboard's JVM
    /// @param directory for logs and data
    static Server start(
            Peer peer,
            Path home,
            String modelUrl,
            List<String> settings,
            String javaOpts,
            Path directory) {
        List<String> command = new ArrayList<>(peer.command(home));
        Optional<OwnRedis> redis = Optional.empty();
        Optional<String> secret = Optional.empty();
        if (peer == Peer.SWITCHBOARD) {
            redis = Optional.of(OwnRedis.start(directory));
            secret = Optional.of(Tokens.newSecret());
            command.addAll(List.of("--data", directory.resolve("data").toString()));
            List<String> all =
                    new ArrayList<>(
                            List.of(
                                    "redis.uri=" + redis.get().uri(),
                                    "model.url=" + modelUrl,
                                    // The load is one address, and comes as fast as it is let in.
                                    "connection.handshakes-per-second-max=100000",
                                    "connection.handshakes-in-flight-max=10000",
                                    "connection.address-frames-per-second-max=1000000"));
            all.addAll(settings);
            all.forEach(setting -> command.addAll(List.of("--set", setting)));
        }
        var builder = new ProcessBuilder(command);
        builder.environment().put("MODEL_URL", modelUrl);
        builder.environment().put("NODE_ENV", "production");
        builder.environment().put("SWITCHBOARD_JAVA_OPTS", javaOpts);
        // Bun's fetch has 256 connections otherwise.
        builder.environment().put("BUN_CONFIG_MAX_HTTP_REQUESTS", "65336");
        secret.ifPresent(s -> builder.environment().put("SWITCHBOARD_AUTH_SECRET", s));
        Process process = ChildProcess.start(builder, directory.resolve(peer.key() + ".log"));
        return new Server(peer, process, redis, secret.map(Tokens::new));
    }

    Dialect dialect() {
        return peer.dialect();
    }

    InetSocketAddress address() {
        return address;
    }

    /// What client `index` asks for its socket with. All send the same headers; only Switchboard's
    /// token is one.
    String handshake(int index) {
        return WebSocketBytes.handshake(
                address.getHostString() + ":" + address.getPort(),
                dialect().path(),
                tokens.map(t -> t.customer("bench-" + index)).orElse("none"));
    }

    /// Seconds of CPU that the process has had, in user and kernel mode.
    double cpuSeconds() {
        return seconds(OwnProcess.cpu(process.toHandle()));
    }

    /// The same of the Redis it stands on; 0 where there is none.
    double redisCpuSeconds() {
        return redis.map(r -> seconds(OwnProcess.cpu(r.process().toHandle()))).orElse(0.0);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    long rssBytes() {
        return ChildProcess.rssBytes(process.toHandle());
    }

    /// Has it collect its garbage, as all of these runtimes can be asked to.
    void collect() {
        List<String> command =
                peer.isJava()
                        ? List.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                "GC.run")
                        : List.of("kill", "-USR2", Long.toString(process.pid()));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        Waiting.pass(COLLECTION);
        if (!process.isAlive()) {
            throw new IllegalStateException(peer.key() + " has ended");
        }
    }

    /// Ends it, and then its Redis.
    @Override
    public void close() {
        ChildProcess.end(process);
        redis.ifPresent(r -> ChildProcess.end(r.process()));
    }
}
