package dev.switchboard.gateway.cli;

import dev.switchboard.gateway.config.ConfigLoader;
import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.ConfigSources;
import dev.switchboard.gateway.config.ConfigSources.CommandLineSetting;
import dev.switchboard.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/// `switchboard`: runs a node until it is told to stop.
@Command(
        name = "switchboard",
        description = "Runs one node of the Switchboard chat gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class SwitchboardCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Port to listen on; 0 takes a free one.")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "H",
            scope = ScopeType.INHERIT,
            description = "Address to listen on; 0.0.0.0 for all.")
    private @Nullable String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Directory of the embedded Redis' files.")
    private @Nullable String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration file instead of config/gateway.yaml.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            scope = ScopeType.INHERIT,
            converter = KeyValue.class,
            description = "Sets one key of the configuration; may be repeated.")
    private List<CommandLineSetting> sets = new ArrayList<>();

    @Option(
            names = "--end-with-stdin",
            description = "Ends when standard input does, as it does when its writer has gone.")
    private boolean endWithStdin;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Has the JVM record itself (JDK Flight Recorder) into this file.")
    private @Nullable Path jfr;

    private final Node.Starter starter;
    private final int words;
    private final PrintWriter out;
    private final PrintWriter err;

    private SwitchboardCommand(Node.Starter starter, int words, PrintWriter out, PrintWriter err) {
        this.starter = starter;
        this.words = words;
        this.out = out;
        this.err = err;
    }

    /// Runs the command line `args`; where it starts a node, this returns only if that fails, since
    /// a signal ends the process.
    ///
    /// @param out takes the addresses, the configuration, the help
    /// @param err takes what went wrong
    /// @return the status to exit with
    public static int execute(
            Node.Starter starter, PrintWriter out, PrintWriter err, String... args) {
        SwitchboardCommand switchboard = new SwitchboardCommand(starter, args.length, out, err);
        return new CommandLine(switchboard)
                .addSubcommand(new ConfigCommand(switchboard, out, err))
                .addSubcommand(new FleetCommand(switchboard, out, err))
                .addSubcommand(new EvalsCommand(switchboard, starter, out, err))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(SwitchboardCommand::badUsage)
                .setOverwrittenOptionsAllowed(true)
                .execute(args);
    }

    private static int badUsage(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage() + " (--help lists what there is)");
        return ExitStatus.BAD_USAGE;
    }

    @Override
    public Integer call() {
        return switch (load()) {
            case ConfigOutcome.Refused refused -> refuse(refused);
            case ConfigOutcome.Loaded loaded -> run(loaded.config());
        };
    }

    private int run(GatewayConfig config) {
        Logs.configure(config.log().level());
        var run = new NodeRun(config, out, err);
        if (endWithStdin) {
            run.endWithStdin();
        }
        if (jfr != null) {
            try {
                run.record(FlightRecording.begin(jfr));
            } catch (IOException wrong) {
                err.printf("%s cannot be written: %s.%n", jfr, wrong.getMessage());
                return ExitStatus.BAD_USAGE;
            }
        }
        return run.run(starter);
    }

    /// Says what is wrong with the configuration.
    int refuse(ConfigOutcome.Refused refused) {
        refused.problems().forEach(err::println);
        return ExitStatus.BAD_USAGE;
    }

    /// Reads the configuration as this command line asks for it.
    ConfigOutcome load() {
        return load(List.of());
    }

    /// The same with settings that go before all others.
    ConfigOutcome load(List<CommandLineSetting> more) {
        List<CommandLineSetting> said = new ArrayList<>(settings());
        said.addAll(more);
        Path here = Path.of("");
        return ConfigLoader.load(
                new ConfigSources(
                        Path.of(System.getProperty("switchboard.home", "")),
                        here,
                        Optional.ofNullable(config),
                        System.getenv(),
                        said));
    }

    /// The command that starts a node with the settings of this command line, but for the port.
    List<String> again() {
        List<String> command = new ArrayList<>(Invocation.without(words));
        Optional.ofNullable(config)
                .ifPresent(c -> command.addAll(List.of("--config", c.toString())));
        Optional.ofNullable(host).ifPresent(h -> command.addAll(List.of("--host", h)));
        Optional.ofNullable(data).ifPresent(d -> command.addAll(List.of("--data", d)));
        sets.forEach(set -> command.addAll(List.of("--set", set.key() + "=" + set.value())));
        return command;
    }

    private List<CommandLineSetting> settings() {
        List<CommandLineSetting> settings = new ArrayList<>(sets);
        Optional.ofNullable(host).ifPresent(h -> settings.add(option("host", h)));
        Optional.ofNullable(port).ifPresent(p -> settings.add(option("port", p)));
        Optional.ofNullable(data).ifPresent(d -> settings.add(option("data", d)));
        return settings;
    }

    private static CommandLineSetting option(String key, String value) {
        return new CommandLineSetting("--" + key, key, value);
    }

    /// Reads `key=value`; a value may hold further equals signs.
    private static final class KeyValue implements ITypeConverter<CommandLineSetting> {
        @Override
        public CommandLineSetting convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("it needs a key, =, and a value");
            }
            return new CommandLineSetting(
                    "--set", text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
