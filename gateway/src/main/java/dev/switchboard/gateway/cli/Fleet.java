package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.EmbeddedRedisFailure;
import dev.switchboard.gateway.embedded.EmbeddedSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Several nodes, each a process of its own, and the Redis they share, for as long as this process
/// lives. However it ends, they end with it.
final class Fleet {

    private static final Path TERMINAL = Path.of("/dev/tty");

    private final GatewayConfig config;
    private final List<String> again;
    private final int count;
    private final PrintWriter out;
    private final PrintWriter err;
    private final AtomicBoolean ending = new AtomicBoolean();

    /// Also while it starts, when there is nothing to restart yet.
    private final AtomicBoolean rolling = new AtomicBoolean(true);

    private final boolean atTerminal = terminal();
    private List<FleetNode> nodes = List.of();
    private Optional<EmbeddedRedis> redis = Optional.empty();

    /// @param again what starts a node as this process was started, up to its port
    Fleet(GatewayConfig config, List<String> again, int count, PrintWriter out, PrintWriter err) {
        this.config = config;
        this.again = List.copyOf(again);
        this.count = count;
        this.out = out;
        this.err = err;
    }

    /// Starts it and stays for as long as it runs; returns only where that fails.
    int run() {
        Signals.on("TERM", this::end);
        Signals.on("INT", this::end);
        Signals.on(
                "HUP",
                () -> {
                    // Also sent to all who are left when a terminal goes.
                    if (atTerminal && !terminal()) {
                        end();
                    } else {
                        Thread.ofVirtual().start(this::roll);
                    }
                });
        try {
            if (start()) {
                announce();
                rolling.set(false);
                new CountDownLatch(1).await();
            }
        } catch (EmbeddedRedisFailure | IOException failed) {
            err.println(failed.getMessage());
        } catch (InterruptedException interrupted) {
            err.println("The main thread was interrupted, which nothing here does.");
        }
        end();
        return waitForTheEnd();
    }

    private synchronized void begin(Map<String, String> environment) {
        nodes =
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            int port = config.port() == 0 ? 0 : config.port() + i;
                            return new FleetNode("node" + (i + 1), port, again, environment, err);
                        })
                        .toList();
        if (!ending.get()) {
            nodes.forEach(FleetNode::begin);
        }
    }

    /// @return whether all nodes listen
    private boolean start() throws IOException, InterruptedException {
        begin(environment());
        boolean all = true;
        for (FleetNode node : nodes) {
            all &= node.awaitStart();
        }
        return all;
    }

    /// What the nodes share and none of them could find out: by their environment, where others
    /// cannot read it.
    private Map<String, String> environment() throws IOException {
        var shared = new HashMap<String, String>();
        if (config.redis().uri().isEmpty()) {
            EmbeddedRedis started = EmbeddedRedis.start(config.data());
            keep(started);
            shared.put("SWITCHBOARD_REDIS_URI", started.uri().toString());
        }
        if (config.auth().secret().isEmpty()) {
            shared.put("SWITCHBOARD_AUTH_SECRET", EmbeddedSecret.of(config.data()));
        }
        shared.put("SWITCHBOARD_DEMO", Boolean.toString(config.demoMode()));
        return shared;
    }

    private synchronized void keep(EmbeddedRedis started) {
        redis = Optional.of(started);
    }

    private void announce() {
        nodes.forEach(node -> out.printf("listening on %s%n", node.address()));
        out.printf("fleet is ready: %d nodes%n", nodes.size());
        out.printf("chat with the assistant: %s/%n", page(nodes.getFirst()));
        out.printf("answer as an agent:      %s/agent%n", page(nodes.getLast()));
        out.flush();
    }

    /// A browser cannot go to "all addresses".
    private static String page(FleetNode node) {
        return node.address().replaceFirst("//(0\\.0\\.0\\.0|\\[::])", "//localhost");
    }

    /// Restarts one node after another; one that does not come back ends it.
    private void roll() {
        if (!rolling.compareAndSet(false, true)) {
            return;
        }
        try {
            for (FleetNode node : List.copyOf(nodes)) {
                if (ending.get() || !node.restart()) {
                    return;
                }
            }
            out.println("fleet has restarted");
            out.flush();
        } catch (InterruptedException interrupted) {
            err.println("A restart was interrupted, which nothing here does.");
        } finally {
            rolling.set(false);
        }
    }

    private void end() {
        if (ending.compareAndSet(false, true)) {
            new Thread(this::stop, "stop").start();
        }
    }

    private void stop() {
        List<FleetNode> started;
        synchronized (this) {
            started = nodes;
        }
        boolean all = true;
        var stopping = new ArrayList<FleetNode>(started);
        stopping.forEach(FleetNode::tellToEnd);
        for (FleetNode node : stopping) {
            all &= node.awaitEnd(config.stopTimeout());
        }
        synchronized (this) {
            redis.ifPresent(EmbeddedRedis::stop);
        }
        boolean ready = all && nodes.stream().allMatch(FleetNode::hasListened) && !nodes.isEmpty();
        Runtime.getRuntime().halt(ready ? ExitStatus.STOPPED : ExitStatus.FAILED);
    }

    private int waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            err.println("The main thread was interrupted, which nothing here does.");
        }
        return ExitStatus.FAILED;
    }

    private static boolean terminal() {
        try (var _ = Files.newInputStream(TERMINAL)) {
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
