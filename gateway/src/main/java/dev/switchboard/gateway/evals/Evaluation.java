package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.policy.RefusedPolicy;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Plays cases against a node, some at a time, each as often as is asked for.
public final class Evaluation {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Bench bench;
    private final GatewayConfig config;
    private final String model;
    private final Settings settings;

    /// @param runs of each case
    /// @param parallel cases that are played at once
    /// @param patience for each thing that a case waits for
    public record Settings(int runs, int parallel, Duration patience) {}

    /// Hears of each run that is over, on any thread.
    @FunctionalInterface
    public interface Progress {
        void over(EvalCase script, Run run);
    }

    /// @param config the node's
    /// @param model its name, for reports
    public Evaluation(Bench bench, GatewayConfig config, String model, Settings settings) {
        this.bench = bench;
        this.config = config;
        this.model = model;
        this.settings = settings;
    }

    /// Plays all of it. Blocks.
    ///
    /// @param port of the node, on this machine
    public Results run(List<EvalCase> cases, int port, Progress progress)
            throws IOException, InterruptedException {
        Instant began = Instant.now();
        long beganNanos = System.nanoTime();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var player =
                    new Player(
                            http,
                            port,
                            new Accounts(http, bench.account(), bench.accountKey()),
                            bench.recorder(),
                            checker(),
                            settings.patience());
            var room = new Semaphore(settings.parallel());
            List<Future<Evaluated>> playing = new ArrayList<>();
            for (EvalCase script : cases) {
                playing.add(threads.submit(() -> play(player, script, room, progress)));
            }
            List<Evaluated> evaluated = new ArrayList<>();
            for (Future<Evaluated> one : playing) {
                evaluated.add(result(one));
            }
            return new Results(
                    model,
                    began,
                    Duration.ofNanos(System.nanoTime() - beganNanos),
                    settings.runs(),
                    Tokens.of(http, port),
                    evaluated);
        }
    }

    private Evaluated play(Player player, EvalCase script, Semaphore room, Progress progress)
            throws InterruptedException {
        room.acquire();
        try {
            List<Run> runs = new ArrayList<>();
            for (int number = 1; number <= settings.runs(); number++) {
                Run run = player.play(script, number);
                runs.add(run);
                progress.over(script, run);
            }
            return new Evaluated(script, runs);
        } finally {
            room.release();
        }
    }

    private static Evaluated result(Future<Evaluated> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a case could not be played", bug.getCause());
        }
    }

    private Checker checker() throws IOException {
        Path dir = config.configDir();
        Texts texts =
                switch (TextsLoader.load(dir)) {
                    case TextsOutcome.Ok(var read) -> read;
                    case TextsOutcome.Refused(var errors) -> throw new RefusedPolicy(errors);
                };
        var spoken = new TreeSet<>(texts.languages());
        spoken.retainAll(LanguageWords.load(dir.resolve("languages")).keySet());
        List<String> prompts = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir.resolve("prompts"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                prompts.add(Files.readString(file));
            }
        }
        return new Checker(texts, LanguageDetector.of(dir, spoken), prompts);
    }
}
