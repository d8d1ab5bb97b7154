package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedRedisFailure;
import dev.switchboard.gateway.evals.Bench;
import dev.switchboard.gateway.evals.EvalCase;
import dev.switchboard.gateway.evals.Evaluation;
import dev.switchboard.gateway.evals.ReportHtml;
import dev.switchboard.gateway.evals.ReportJson;
import dev.switchboard.gateway.evals.ReportTable;
import dev.switchboard.gateway.evals.Results;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One evaluation, from the start of its node to its report. However it ends, it leaves nothing
/// behind but the report.
final class EvalsRun {
    private static final Logger LOG = LoggerFactory.getLogger(EvalsRun.class);
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");
    private static final long START_S = 120;
    private static final long STOP_S = 30;

    /// A terminal's line is written anew this often.
    private static final int RUNS_A_DOT = 10;

    private final SwitchboardCommand switchboard;
    private final GatewayConfig config;
    private final Order order;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Bench bench;
    private final AtomicReference<@Nullable Node> node = new AtomicReference<>();
    private final AtomicBoolean ending = new AtomicBoolean();

    /// What is asked for.
    ///
    /// @param min least pass^k of the cases that need not pass every time
    /// @param report where a report is written
    record Order(
            List<EvalCase> cases,
            int runs,
            int parallel,
            Duration patience,
            double min,
            Optional<Path> report,
            boolean json) {
        Order {
            cases = List.copyOf(cases);
        }
    }

    /// @param config as it is configured, without what the node rests on here
    EvalsRun(
            SwitchboardCommand switchboard,
            GatewayConfig config,
            Order order,
            PrintWriter out,
            PrintWriter err) {
        this.switchboard = switchboard;
        this.config = config;
        this.order = order;
        this.bench = Bench.of(config);
        this.out = out;
        this.err = err;
    }

    /// Gives the status to end with.
    int run(Node.Starter starter) {
        SIGNALS.forEach(signal -> Signals.on(signal, this::interrupted));
        try {
            bench.start();
            return switch (switchboard.load(bench.settings())) {
                case ConfigOutcome.Refused refused -> switchboard.refuse(refused);
                case ConfigOutcome.Loaded loaded -> evaluate(starter, loaded.config());
            };
        } catch (ExecutionException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            LOG.debug("start failed", why);
            err.println(StartFailure.sentence(why, config));
        } catch (EmbeddedRedisFailure | IOException | TimeoutException failed) {
            LOG.debug("evaluation failed", failed);
            err.println(StartFailure.sentence(failed, config));
        } catch (InterruptedException interrupted) {
            err.println("The main thread was interrupted, which nothing here does.");
        } finally {
            end();
        }
        return ExitStatus.FAILED;
    }

    private int evaluate(Node.Starter starter, GatewayConfig with)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        Node running =
                Future.succeededFuture()
                        .compose(_ -> starter.start(with))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(START_S, TimeUnit.SECONDS);
        node.set(running);
        var evaluation =
                new Evaluation(
                        bench,
                        with,
                        config.model().url().isPresent() ? config.model().name() : "embedded",
                        new Evaluation.Settings(order.runs(), order.parallel(), order.patience()));
        int all = order.cases().size() * order.runs();
        var over = new AtomicInteger();
        var failed = new AtomicInteger();
        Results results =
                evaluation.run(
                        order.cases(),
                        running.port(),
                        (_, run) -> {
                            int misses = run.passed() ? failed.get() : failed.incrementAndGet();
                            int done = over.incrementAndGet();
                            if (done % RUNS_A_DOT == 0 || done == all) {
                                err.printf(
                                        "\r%d of %d conversations, %d failed", done, all, misses);
                                err.flush();
                            }
                        });
        err.println();
        tell(results);
        return results.good(order.min()) ? ExitStatus.STOPPED : ExitStatus.FAILED;
    }

    private void tell(Results results) throws IOException {
        String asJson = ReportJson.of(results, order.min());
        if (order.report().isPresent()) {
            Path dir = Files.createDirectories(order.report().get());
            Files.writeString(dir.resolve("report.json"), asJson);
            Files.writeString(dir.resolve("report.html"), ReportHtml.of(results, order.min()));
        }
        out.print(order.json() ? asJson + System.lineSeparator() : ReportTable.of(results));
        order.report().ifPresent(dir -> err.println("The report is in " + dir + "."));
        out.flush();
    }

    private void interrupted() {
        new Thread(
                        () -> {
                            end();
                            Runtime.getRuntime().halt(ExitStatus.FAILED);
                        },
                        "stop")
                .start();
    }

    /// Also while it starts. The second call of two waits for nothing.
    private void end() {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        Node running = node.get();
        if (running != null) {
            try {
                running.hasten();
                running.stop()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(STOP_S, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException | InterruptedException failed) {
                err.printf("The node did not end in order: %s.%n", failed);
            }
        }
        bench.close();
    }
}
