package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.policy.PolicyError;
import dev.switchboard.gateway.policy.PolicyLoader;
import dev.switchboard.gateway.policy.PolicyOutcome;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
            description = "Checks markets, routing and texts too, and prints nothing else.")
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
        // Both, so that whoever mends one need not ask again for the other.
        boolean policy = checkPolicy(dir);
        boolean texts = checkTexts(dir);
        return policy && texts ? ExitStatus.STOPPED : ExitStatus.BAD_USAGE;
    }

    private boolean checkPolicy(Path dir) {
        return switch (PolicyLoader.load(dir)) {
            case PolicyOutcome.Ok ok -> {
                out.printf(
                        "%s and %s are good: %d markets, %d classes of priority%n",
                        dir.resolve(PolicyLoader.MARKETS),
                        dir.resolve(PolicyLoader.ROUTING),
                        ok.routing().markets().size(),
                        ok.routing().classes().size());
                yield true;
            }
            case PolicyOutcome.Refused(var errors) -> refuse(errors);
        };
    }

    private boolean checkTexts(Path dir) {
        return switch (TextsLoader.load(dir)) {
            case TextsOutcome.Ok(var texts) -> {
                out.printf(
                        "%s is good: %s%n",
                        dir.resolve(TextsLoader.TEXTS), String.join(", ", texts.languages()));
                yield true;
            }
            case TextsOutcome.Refused(var errors) -> refuse(errors);
        };
    }

    private boolean refuse(List<PolicyError> errors) {
        errors.forEach(err::println);
        return false;
    }

    private int print(ConfigOutcome.Loaded loaded) {
        for (ConfigOutcome.Setting setting : loaded.settings()) {
            String assignment = setting.key() + " = " + setting.value();
            out.printf("%-56s # %s%n", assignment, setting.source());
        }
        Path dir = loaded.config().configDir();
        out.printf(
                "# markets, routing and texts come from %s, %s and %s (config --check)%n",
                dir.resolve(PolicyLoader.MARKETS),
                dir.resolve(PolicyLoader.ROUTING),
                dir.resolve(TextsLoader.TEXTS));
        return ExitStatus.STOPPED;
    }
}
