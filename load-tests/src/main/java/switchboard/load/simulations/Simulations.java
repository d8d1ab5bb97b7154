package switchboard.load.simulations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import switchboard.load.Arguments;
import switchboard.load.Tokens;
import switchboard.load.chart.Page;
import switchboard.load.holder.ChildProcess;
import switchboard.load.holder.OwnNode;

/// Runs the simulations one after another, each of them as `mvn gatling:test` would be run by hand,
/// against a fleet of nodes that it starts, and prints what Gatling measured. Ends with status 1
/// where an assertion of one did not hold.
final class Simulations {

    private static final String SECTION = "simulations";
    private static final Set<String> KNOWN = Set.of("only", "nodes", "set");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// What each is told beside the fleet's addresses. The first finds nodes that have just
    /// started.
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("Conversations", "customers=200 rampSeconds=20 words=3");
        ALL.put("Handoffs", "customers=200 agents=40 rampSeconds=20 words=3");
        ALL.put("IdleCrowd", "customers=3000 rampSeconds=30 holdSeconds=40");
        ALL.put("ReconnectStorm", "customers=500 rampSeconds=15");
        ALL.put("RollingRestart", "customers=60 talkSeconds=150 restSeconds=60");
        ALL.put("SlowReaders", "customers=3");
    }

    private final Path home;
    private final Path results;
    private final Map<String, String> given;
    private final String secret;
    private boolean failed;

    private Simulations(Path home, Map<String, String> given) {
        this.home = home;
        this.results = home.resolve("load-tests/target/simulations");
        this.given = given;
        this.secret = Tokens.newSecret();
    }

    /// A fleet that has been started.
    ///
    /// @param addresses of its nodes, as the simulations take them
    private record Fleet(Process process, String addresses) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("switchboard.home"));
        Simulations simulations;
        try {
            simulations = new Simulations(home, Arguments.pairs(List.of(arguments), KNOWN));
            simulations.run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(simulations.failed ? 1 : 0);
    }

    private void run() throws IOException, InterruptedException {
        List<String> names = names();
        Page page = new Page(home.resolve("docs/benchmarks.md"));
        page.check(List.of(SECTION));
        Files.createDirectories(results);
        Map<String, GatlingReport> reports = new LinkedHashMap<>();
        try {
            Fleet fleet = start();
            for (String name : names) {
                reports.put(name, simulate(name, fleet));
            }
        } finally {
            ChildProcess.endAll();
        }
        String table = table(reports);
        System.out.println(table);
        // The page tells of all, as they are without being told otherwise.
        if (!failed && given.isEmpty()) {
            page.write(SECTION, made(), table, List.of());
        }
    }

    private List<String> names() {
        List<String> names =
                Arguments.commas(given.getOrDefault("only", String.join(",", ALL.keySet())));
        for (String name : names) {
            if (!ALL.containsKey(name)) {
                throw new IllegalArgumentException(
                        "--only: " + name + " is no simulation; there are " + ALL.keySet());
            }
        }
        return names;
    }

    private Fleet start() throws IOException {
        int nodes = Arguments.number(given, "nodes", 2);
        if (nodes < 1) {
            throw new IllegalArgumentException("--nodes must be at least 1");
        }
        Path directory = Files.createTempDirectory("switchboard-simulations");
        System.out.println("logs are in " + results + ", the fleet's in " + directory);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                home.resolve("switchboard").toString(),
                                "fleet",
                                "--nodes",
                                Integer.toString(nodes),
                                "--port",
                                "0",
                                "--data",
                                directory.resolve("data").toString()));
        OwnNode.settings(given.getOrDefault("set", ""))
                .forEach(setting -> command.addAll(List.of("--set", setting)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SWITCHBOARD_AUTH_SECRET", secret);
        Process process = ChildProcess.start(builder, directory.resolve("fleet.log"));
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            addresses.add("ws://" + ChildProcess.awaitLine(process, "listening on http://"));
        }
        return new Fleet(process, String.join(",", addresses));
    }

    private GatlingReport simulate(String name, Fleet fleet)
            throws IOException, InterruptedException {
        Path log = results.resolve(name + ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mvn",
                                "-B",
                                "-Dstyle.color=never",
                                "-pl",
                                "load-tests",
                                "gatling:test",
                                "-Dgatling.simulationClass=switchboard.load." + name,
                                "-Daddress=" + fleet.addresses()));
        for (String parameter : parameters(name).split(" ", -1)) {
            command.add("-D" + parameter);
        }
        if (name.equals("RollingRestart")) {
            command.add("-DrestartPid=" + fleet.process().pid());
        }
        Instant begun = Instant.now();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectOutput(log.toFile());
        builder.environment().put("SWITCHBOARD_AUTH_SECRET", secret);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = ChildProcess.start(builder, results.resolve(name + ".err"));
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            failed = true;
            ChildProcess.cut(process);
            System.err.println(name + (ended ? " failed" : " did not end") + "; see " + log);
        }
        return GatlingReport.of(home.resolve("load-tests/target/gatling"), name, begun);
    }

    private static String parameters(String name) {
        return ALL.getOrDefault(name, "");
    }

    private static String made() {
        return LocalDate.now(ZoneOffset.UTC)
                + ", `./load-tests/simulations`, two nodes: "
                + ALL.entrySet().stream()
                        .map(e -> e.getKey() + " `" + e.getValue() + "`")
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String table(Map<String, GatlingReport> reports) {
        StringBuilder table =
                new StringBuilder(
                        """
                        | simulation | what | times | failed | p50, ms | p95 | p99 | longest |
                        |---|---|---|---|---|---|---|---|
                        """);
        reports.forEach((name, report) ->
                report.requests().stream()
                        // What is only sent takes no time.
                        .filter(r -> r.failed() > 0 || r.longestMs() > 0)
                        .forEach(r -> table.append(row(name, r))));
        return table.toString();
    }

    /// What is only counted, Gatling is told of as if it had taken a millisecond.
    private static String row(String simulation, GatlingReport.Request r) {
        String took =
                r.longestMs() > 1
                        ? " %d | %d | %d | %d |"
                                .formatted(r.p50Ms(), r.p95Ms(), r.p99Ms(), r.longestMs())
                        : " | | | |";
        return "| %s | %s | %,d | %d |".formatted(simulation, r.name(), r.times(), r.failed())
                + took
                + "\n";
    }
}
