package switchboard.load.holder;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A node of a run's own, from the jar that is built.
///
/// @param address `http://host:port`, or `https` where it speaks TLS
public record OwnNode(Process process, URI address) {

    static final String LISTENING = "listening on ";

    /// What it is started with.
    ///
    /// @param name of its log and its data in the run's directory
    /// @param secret its `auth.secret`
    /// @param settings `key=value`; of two of a key the last counts
    /// @param arguments further ones of its command line
    /// @param javaOpts options of its JVM, separated by spaces
    public record Plan(
            String name,
            String secret,
            List<String> settings,
            List<String> arguments,
            String javaOpts) {
        public Plan {
            settings = List.copyOf(settings);
            arguments = List.copyOf(arguments);
        }
    }

    /// Starts it, and waits until it listens.
    public static OwnNode start(Path directory, Plan plan) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("switchboard.home"), "switchboard")
                                        .toString(),
                                "--port",
                                "0",
                                "--data",
                                directory.resolve(plan.name()).toString()));
        plan.settings().forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(plan.arguments());
        var builder = new ProcessBuilder(command);
        builder.environment().put(Holder.SECRET, plan.secret());
        builder.environment().put("SWITCHBOARD_JAVA_OPTS", plan.javaOpts());
        Process node = ChildProcess.start(builder, directory.resolve(plan.name() + ".log"));
        return new OwnNode(node, URI.create(ChildProcess.awaitLine(node, LISTENING)));
    }

    /// Reads `key=value key=value`.
    public static List<String> settings(String spaced) {
        return Arrays.stream(spaced.split(" ", -1)).filter(s -> !s.isEmpty()).toList();
    }
}
