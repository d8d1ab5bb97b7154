package switchboard.load.holder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Nodes of a run's own that share a process.
///
/// @param addresses `http://host:port` of each
record OwnNodes(Process process, List<URI> addresses) {

    OwnNodes {
        addresses = List.copyOf(addresses);
    }

    static OwnNodes of(OwnNode only) {
        return new OwnNodes(only.process(), List.of(only.address()));
    }

    /// Starts a [NodeHost], and waits until all of its nodes listen.
    ///
    /// @param names of the nodes
    /// @param plan what each is started with; its name is the log's
    static OwnNodes start(Path directory, List<String> names, OwnNode.Plan plan) {
        Path home = Path.of(System.getProperty("switchboard.home"));
        Path target = home.resolve("gateway", "target");
        build(home, directory);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.net.preferIPv4Stack=true",
                                // Standard output is for the addresses alone.
                                "-Xlog:disable",
                                "-Xlog:all=warning:stderr",
                                "-Dswitchboard.home=" + home,
                                "-Dswitchboard.learned=" + target.resolve("learned")));
        command.addAll(OwnNode.settings(plan.javaOpts()));
        command.addAll(
                List.of(
                        "-cp",
                        target.resolve("gateway.jar") + ":" + classes(),
                        NodeHost.class.getName(),
                        directory.toString()));
        command.addAll(names);
        command.addAll(List.of("--", "--port", "0"));
        plan.settings().forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(plan.arguments());
        var builder = new ProcessBuilder(command);
        builder.environment().put(Holder.SECRET, plan.secret());
        Process host = ChildProcess.start(builder, directory.resolve(plan.name() + ".log"));
        List<URI> addresses = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            addresses.add(URI.create(ChildProcess.awaitLine(host, OwnNode.LISTENING)));
            next(host);
        }
        return new OwnNodes(host, addresses);
    }

    /// A start builds what has changed.
    private static void build(Path home, Path directory) {
        var version = new ProcessBuilder(home.resolve("switchboard").toString(), "--version");
        Process start = ChildProcess.start(version, directory.resolve("build.log"));
        ChildProcess.awaitLine(start, "");
    }

    /// Where the classes of the load tests are.
    private static Path classes() {
        try {
            return Path.of(
                    NodeHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void next(Process host) {
        try {
            host.getOutputStream().write('\n');
            host.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
