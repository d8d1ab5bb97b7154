package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's life in this process, from its start to the signal that ends it. A second signal
/// makes the end a quick one.
final class NodeRun {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRun.class);

    /// How a process is told to end: by its supervisor, at a terminal, and when that has gone.
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

    private final GatewayConfig config;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CompletableFuture<Node> started = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private Optional<FlightRecording> recording = Optional.empty();

    NodeRun(GatewayConfig config, PrintWriter out, PrintWriter err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /// Ends this with the node: halting, as it does, writes none.
    void record(FlightRecording begun) {
        recording = Optional.of(begun);
    }

    /// Starts a node and stays for as long as it runs; returns only where that fails.
    int run(Node.Starter starter) {
        // Before the start, so that a signal during it leaves nothing behind either.
        SIGNALS.forEach(signal -> Signals.on(signal, this::end));
        Future.succeededFuture()
                .compose(_ -> starter.start(config))
                .onSuccess(started::complete)
                .onFailure(started::completeExceptionally);
        try {
            Node node = started.join();
            node.dismissed().onSuccess(_ -> end());
            announce(node);
            waitForTheEnd();
        } catch (CompletionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            LOG.debug("start failed", why);
            if (ending.get()) {
                waitForTheEnd();
            }
            err.println(StartFailure.sentence(why, config));
        }
        return ExitStatus.FAILED;
    }

    /// Has the end of standard input end the process at once: whoever started it has gone.
    void endWithStdin() {
        Thread.ofPlatform()
                .daemon()
                .name("stdin")
                .start(() -> {
                    try {
                        while (System.in.read() >= 0) {
                            // What is said there is no matter.
                        }
                    } catch (IOException gone) {
                        LOG.debug("standard input cannot be read", gone);
                    }
                    end();
                    end();
                });
    }

    /// The first call ends the process, the next ones hasten that.
    private void end() {
        if (ending.compareAndSet(false, true)) {
            new Thread(this::stopAndHalt, "stop").start();
        } else {
            var _ = started.thenAccept(Node::hasten);
        }
    }

    private void stopAndHalt() {
        int status = stop();
        try {
            recording.ifPresent(FlightRecording::close);
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            err.println("The main thread was interrupted, which nothing here does.");
        }
    }

    private void announce(Node node) {
        String scheme = config.tls().certificate().isPresent() ? "https" : "http";
        String pages = "%s://%s:%d".formatted(scheme, reachableHost(), node.port());
        out.printf("listening on %s://%s:%d%n", scheme, bracketed(config.host()), node.port());
        out.printf("chat with the assistant: %s/%n", pages);
        out.printf("answer as an agent:      %s/agent%n", pages);
        out.flush();
    }

    /// A browser cannot go to "all addresses".
    private String reachableHost() {
        boolean all = config.host().equals("0.0.0.0") || config.host().equals("::");
        return all ? "localhost" : bracketed(config.host());
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// Stops what was started, or what is still starting; gives the status to end with.
    private int stop() {
        long limitMs = config.stopTimeout().toMillis();
        try {
            started.thenCompose(node -> node.stop().toCompletionStage())
                    .get(limitMs, TimeUnit.MILLISECONDS);
            return ExitStatus.STOPPED;
        } catch (TimeoutException tooLong) {
            err.printf(
                    "Stopping took longer than stop-timeout (%d ms), so it was cut short.%n",
                    limitMs);
        } catch (ExecutionException failed) {
            LOG.debug("stop failed", failed.getCause());
            err.printf("Stopping failed: %s.%n", failed.getCause());
        } catch (InterruptedException interrupted) {
            err.println("Stopping was interrupted, which nothing here does.");
        }
        return ExitStatus.FAILED;
    }
}
