package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's life in this process, from its start to the signal that ends it.
final class NodeRun {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRun.class);

    private final GatewayConfig config;
    private final PrintWriter out;
    private final PrintWriter err;

    NodeRun(GatewayConfig config, PrintWriter out, PrintWriter err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /// Starts a node and stays for as long as it runs; returns only where that fails.
    int run(Node.Starter starter) {
        CompletableFuture<Node> started = new CompletableFuture<>();
        // Before the start, so that a signal during it leaves nothing behind either.
        Thread onSignal = new Thread(() -> Runtime.getRuntime().halt(stop(started)), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        Future.succeededFuture()
                .compose(_ -> starter.start(config))
                .onSuccess(started::complete)
                .onFailure(started::completeExceptionally);
        try {
            announce(started.join());
            // From here on the process ends by the hook alone.
            new CountDownLatch(1).await();
        } catch (CompletionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            LOG.debug("start failed", why);
            err.println(StartFailure.sentence(why, config));
        } catch (InterruptedException interrupted) {
            err.println("The main thread was interrupted, which nothing here does.");
        }
        forget(onSignal);
        return ExitStatus.FAILED;
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
    private int stop(CompletableFuture<Node> started) {
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

    private static void forget(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException stopping) {
            // A signal was faster: the hook runs already and decides how the process ends.
            LOG.debug("start failed during a stop");
        }
    }
}
