package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `switchboard config`: prints what a node would run with, and where each value comes from.
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Prints the effective configuration and where each value comes from.")
final class ConfigCommand implements Callable<Integer> {
    private final SwitchboardCommand switchboard;
    private final PrintWriter out;

    ConfigCommand(SwitchboardCommand switchboard, PrintWriter out) {
        this.switchboard = switchboard;
        this.out = out;
    }

    @Override
    public Integer call() {
        return switch (switchboard.load()) {
            case ConfigOutcome.Refused refused -> switchboard.refuse(refused);
            case ConfigOutcome.Loaded loaded -> print(loaded.settings());
        };
    }

    private int print(List<ConfigOutcome.Setting> settings) {
        for (ConfigOutcome.Setting setting : settings) {
            String assignment = setting.key() + " = " + setting.value();
            out.printf("%-56s # %s%n", assignment, setting.source());
        }
        return ExitStatus.STOPPED;
    }
}
