package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.policy.PolicyLoader;
import dev.switchboard.gateway.policy.PolicyOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `switchboard config`: prints what a node would run with, and where each value comes from; or
/// checks what a start would refuse.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Prints or checks the effective configuration.")
final class ConfigCommand implements Callable<Integer> {
    @Option(
            names = "--check",
            description = "Checks markets.yaml and routing.yaml too, and prints nothing else.")
    private boolean check;

    private final SwitchboardCommand switchboard;
    private final PrintWriter out;
    private final PrintWriter err;

    ConfigCommand(SwitchboardCommand switchboard, PrintWriter out, PrintWriter err) {
        this.switchboard = switchboard;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return switch (switchboard.load()) {
            case ConfigOutcome.Refused refused -> switchboard.refuse(refused);
            case ConfigOutcome.Loaded loaded ->
                    check ? check(loaded.config().configDir()) : print(loaded);
        };
    }

    private int check(Path dir) {
        return switch (PolicyLoader.load(dir)) {
            case PolicyOutcome.Ok ok -> {
                out.printf(
                        "%s and %s are good: %d markets, %d classes of priority%n",
                        dir.resolve(PolicyLoader.MARKETS),
                        dir.resolve(PolicyLoader.ROUTING),
                        ok.routing().markets().size(),
                        ok.routing().classes().size());
                yield ExitStatus.STOPPED;
            }
            case PolicyOutcome.Refused refused -> {
                refused.errors().forEach(err::println);
                yield ExitStatus.BAD_USAGE;
            }
        };
    }

    private int print(ConfigOutcome.Loaded loaded) {
        for (ConfigOutcome.Setting setting : loaded.settings()) {
            String assignment = setting.key() + " = " + setting.value();
            out.printf("%-56s # %s%n", assignment, setting.source());
        }
        Path dir = loaded.config().configDir();
        out.printf(
                "# markets and routing come from %s and %s (config --check)%n",
                dir.resolve(PolicyLoader.MARKETS), dir.resolve(PolicyLoader.ROUTING));
        return ExitStatus.STOPPED;
    }
}
