package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.config.LogLevel;
import dev.switchboard.gateway.config.Times;
import dev.switchboard.gateway.evals.Cases;
import dev.switchboard.gateway.evals.EvalCase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `switchboard evals`: plays scripted conversations against a node with the model that is
/// configured, and says how they went.
@Command(
        name = "evals",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Plays scripted conversations against a node of its own and the configured model.",
            "Ends with 0 where all that must pass passed in every run and the others did often"
                    + " enough, with 1 where not, with 2 where nothing could be played."
        })
final class EvalsCommand implements Callable<Integer> {
    private static final int RUNS_MAX = 100;
    private static final int PARALLEL_MAX = 256;

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            description = "Directory of the cases; evals/cases in the config directory by default.")
    private @Nullable Path cases;

    @Option(
            names = "--only",
            paramLabel = "TAG|ID",
            arity = "1..*",
            split = ",",
            description = "Only cases with one of these tags or names.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often each case is played; 4 by default.")
    private int runs;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many cases are played at once; 16 by default.")
    private int parallel;

    @Option(
            names = "--min",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description =
                    "How often cases that need not pass must do so in all runs; 0.9 by default.")
    private double min;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long an answer may take before its case has failed; 60s by default.")
    private String timeout = "";

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes report.html and report.json there.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Prints the report as JSON instead of the table.")
    private boolean json;

    @Spec private CommandSpec spec;

    private final SwitchboardCommand switchboard;
    private final Node.Starter starter;
    private final PrintWriter out;
    private final PrintWriter err;

    EvalsCommand(
            SwitchboardCommand switchboard,
            Node.Starter starter,
            PrintWriter out,
            PrintWriter err) {
        this.switchboard = switchboard;
        this.starter = starter;
        this.out = out;
        this.err = err;
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        check("--runs", runs, RUNS_MAX);
        check("--parallel", parallel, PARALLEL_MAX);
        if (!(min >= 0 && min <= 1)) {
            throw wrong("--min: a share from 0 to 1 is needed");
        }
        Duration patience =
                Times.parse(timeout)
                        .filter(Duration::isPositive)
                        .orElseThrow(() -> wrong("--timeout: a time such as 60s is needed"));
        return switch (switchboard.load()) {
            case ConfigOutcome.Refused refused -> switchboard.refuse(refused);
            case ConfigOutcome.Loaded loaded -> run(loaded.config(), patience);
        };
    }

    private int run(GatewayConfig config, Duration patience) {
        Path dir =
                Optional.ofNullable(cases)
                        .orElse(config.configDir().resolve("evals").resolve("cases"));
        return switch (Cases.load(dir)) {
            case Cases.Refused(var errors) -> {
                errors.forEach(err::println);
                yield ExitStatus.BAD_USAGE;
            }
            case Cases.Good(var read) -> {
                // What the node decides is not what this command is asked for.
                Logs.configure(
                        config.log().level() == LogLevel.INFO
                                ? LogLevel.ERROR
                                : config.log().level());
                var ordered =
                        new EvalsRun.Order(
                                chosen(read),
                                runs,
                                parallel,
                                patience,
                                min,
                                Optional.ofNullable(report),
                                json);
                yield new EvalsRun(switchboard, config, ordered, out, err).run(starter);
            }
        };
    }

    private List<EvalCase> chosen(List<EvalCase> all) {
        for (String name : only) {
            if (all.stream().noneMatch(one -> is(one, name))) {
                throw wrong("--only: there is no case and no tag " + name);
            }
        }
        return all.stream()
                .filter(one -> only.isEmpty() || only.stream().anyMatch(name -> is(one, name)))
                .toList();
    }

    private static boolean is(EvalCase one, String name) {
        return one.id().equals(name) || one.tags().contains(name);
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong("%s: from 1 to %d are possible".formatted(option, most));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
