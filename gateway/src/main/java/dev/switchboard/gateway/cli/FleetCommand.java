package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.GatewayConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `switchboard fleet`: runs several nodes on one Redis, for trying a fleet out, and for tests.
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Runs a fleet of nodes on this machine, at one port after another, on one Redis.",
            "SIGHUP restarts them in turn."
        })
final class FleetCommand implements Callable<Integer> {

    /// More would only show how little one machine has.
    private static final int NODES_MAX = 16;

    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many nodes; 3 by default.")
    private int nodes;

    @Spec private CommandSpec spec;

    private final SwitchboardCommand switchboard;
    private final PrintWriter out;
    private final PrintWriter err;

    FleetCommand(SwitchboardCommand switchboard, PrintWriter out, PrintWriter err) {
        this.switchboard = switchboard;
        this.out = out;
        this.err = err;
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        return switch (switchboard.load()) {
            case ConfigOutcome.Refused refused -> switchboard.refuse(refused);
            case ConfigOutcome.Loaded loaded -> run(loaded.config());
        };
    }

    private int run(GatewayConfig config) {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes: from 1 to %d are possible".formatted(NODES_MAX));
        }
        if (config.port() > PORT_MAX - nodes + 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port: %d nodes from port %d on would need ports above %d"
                            .formatted(nodes, config.port(), PORT_MAX));
        }
        Logs.configure(config.log().level());
        return new Fleet(config, switchboard.again(), nodes, out, err).run();
    }
}
