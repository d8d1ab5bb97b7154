package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import switchboard.load.Arguments;
import switchboard.load.Machine;
import switchboard.load.Tokens;
import switchboard.load.chart.Page;

/// Starts nodes on one Redis, holds many sessions against them, measures both, prints a table and
/// ends what it started: `hold --nodes 3 --sessions 45000`. Status 0: all sessions were there when
/// the last chat had ended, and nothing that was said was lost.
public final class Hold {

    /// Below this the kernel ends processes, which need not be the run's.
    private static final long AVAILABLE_BYTES_MIN = 400L << 20;

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A heartbeat, after which what came at once has settled.
    private static final Duration REST = Duration.ofSeconds(25);

    private static final Set<String> KNOWN =
            Set.of(
                    "nodes",
                    "sessions",
                    "base",
                    "steps",
                    "page",
                    "nodes-per-process",
                    "holders",
                    "cores",
                    "rate",
                    "under-way",
                    "hold",
                    "build",
                    "chat-per-mille",
                    "pause",
                    "java-opts",
                    "holder-java-opts",
                    "set");

    /// Longer than it takes to look at the nodes' memory.
    private static final Duration LOOKED_AT = Duration.ofSeconds(60);

    /// Longer than a holder waits for the last answers.
    private static final Duration LAST_WORDS = Duration.ofSeconds(45);

    /// Of the page.
    private static final String SECTION = "crowd";

    private final List<String> arguments;
    private final Map<String, String> given;
    private final Optional<Page> page;
    private final int nodeCount;
    private final int sessions;
    private final int base;
    private final List<Integer> steps;
    private final int nodesPerProcess;
    private final int holderCount;
    private final int cores;
    private final int rate;
    private final int underWay;
    private final Duration hold;
    private final Duration build;
    private final Path directory;
    private final String secret;
    private final List<Process> nodes = new ArrayList<>();

    /// Addresses of the nodes of each process.
    private final List<List<String>> addresses = new ArrayList<>();

    private final List<HolderProcess> holders = new ArrayList<>();

    private Hold(List<String> arguments) throws IOException {
        this.arguments = List.copyOf(arguments);
        given = Arguments.pairs(arguments, KNOWN);
        nodeCount = Arguments.number(given, "nodes", 1);
        sessions = Arguments.number(given, "sessions", 10_000);
        rate = Arguments.number(given, "rate", 300);
        underWay = Arguments.number(given, "under-way", 200);
        hold = Duration.ofSeconds(Arguments.number(given, "hold", 60));
        build = Duration.ofSeconds(Arguments.number(given, "build", 900));
        base = Arguments.number(given, "base", Math.min(1_000, sessions / 10));
        if (base >= sessions) {
            throw new IllegalArgumentException(
                    "--base %,d: must be less than the %,d sessions".formatted(base, sessions));
        }
        steps = Arguments.numbers(given, "steps");
        for (int i = 0; i < steps.size(); i++) {
            int before = i == 0 ? base : steps.get(i - 1);
            if (steps.get(i) <= before || steps.get(i) >= sessions) {
                throw new IllegalArgumentException(
                        "--steps: %,d must be more than %,d and less than the %,d sessions"
                                .formatted(steps.get(i), before, sessions));
            }
        }
        nodesPerProcess = Arguments.number(given, "nodes-per-process", 1);
        holderCount = Arguments.number(given, "holders", 1);
        cores = Arguments.number(given, "cores", 0);
        if (nodesPerProcess < 1 || holderCount < 1 || holderCount > sessions - base || base < 1) {
            throw new IllegalArgumentException(
                    "--nodes-per-process, --holders and --base must be 1 or more, and each holder"
                            + " have one of the sessions that are not the base's");
        }
        if (sessions > nodeCount * DescriptorTable.SESSIONS_MAX) {
            throw new IllegalArgumentException(
                    "a node takes %,d sessions here: %,d need more nodes"
                            .formatted(DescriptorTable.SESSIONS_MAX, sessions));
        }
        page = Optional.ofNullable(given.get("page")).map(Path::of).map(Page::new);
        if (page.isPresent()) {
            page.get().check(List.of(SECTION));
        }
        directory = Files.createTempDirectory("switchboard-hold");
        secret = Tokens.newSecret();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Hold run;
        try {
            run = new Hold(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean passed;
        try {
            passed = run.run();
        } finally {
            ChildProcess.endAll();
        }
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws InterruptedException, IOException {
        System.out.println("logs are in " + directory);
        String redis = OwnRedis.start(directory).uri();
        startNodes(redis);
        startHolder(base, List.of(), addresses.stream().flatMap(List::stream).toList());
        boolean complete = awaitAll(base, System.nanoTime());
        CpuRate calm = CpuRate.during(hold, nodes);
        List<Size> sizes = new ArrayList<>();
        sizes.add(new Size(base, Sample.of(nodes), calm));
        for (int i = 0; i < holderCount; i++) {
            int holder = i;
            startHolder(
                    share(sessions - base, holder, holderCount),
                    steps.stream().map(step -> share(step - base, holder, holderCount)).toList(),
                    shareOf(holder));
            bind(holder, holders.getLast()::bind);
        }
        Duration took = Duration.ZERO;
        for (int step : steps) {
            long start = System.nanoTime();
            complete = complete && awaitAll(step, start);
            took = took.plusNanos(System.nanoTime() - start);
            if (complete) {
                Thread.sleep(REST);
                CpuRate cpu = CpuRate.during(hold, nodes);
                sizes.add(new Size(step, Sample.of(nodes), cpu));
                holders.forEach(holder -> holder.tell(Holder.Order.GROW));
            }
        }
        long start = System.nanoTime();
        complete = complete && awaitAll(sessions, start);
        took = took.plusNanos(System.nanoTime() - start);
        if (complete) {
            Thread.sleep(REST);
        }
        holders.forEach(holder -> holder.tell(Holder.Order.MEASURE));
        CpuRate busy = CpuRate.during(complete ? hold : Duration.ZERO, nodes);
        holders.forEach(holder -> holder.tell(Holder.Order.CONCLUDE));
        awaitConclusions();
        // To look stops the nodes for a moment, in which nobody should wait for an answer.
        if (complete) {
            sizes.add(new Size(sessions, Sample.of(nodes), busy));
        }
        holders.forEach(HolderProcess::finish);
        List<JsonNode> lasts = new ArrayList<>();
        boolean passed = complete;
        for (HolderProcess holder : holders) {
            passed &= holder.awaitEnd() == 0;
            lasts.add(holder.last());
        }
        var report = new HoldReport(sessions, took, sizes, lasts);
        System.out.print(report.table());
        if (passed && page.isPresent()) {
            String made = Page.made(Machine.describe(), "hold", arguments);
            page.get().write(SECTION, made, report.table(), report.charts());
        }
        return passed;
    }

    /// How many one of the holders has when they have so many.
    static int share(int all, int holder, int holders) {
        return all / holders + (holder < all % holders ? 1 : 0);
    }

    private void awaitConclusions() throws InterruptedException {
        long untilNanos = System.nanoTime() + LAST_WORDS.toNanos();
        while (System.nanoTime() < untilNanos
                && holders.stream().anyMatch(h -> h.isAlive() && !h.hasConcluded())) {
            Thread.sleep(LOOK);
        }
    }

    private void startNodes(String redis) {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "redis.uri=" + redis,
                                "connection.handshakes-per-second-max=" + 2 * rate,
                                "connection.handshakes-in-flight-max=" + 2 * underWay,
                                "connection.address-frames-per-second-max=1000000"));
        settings.addAll(OwnNode.settings(given.getOrDefault("set", "")));
        String javaOpts = given.getOrDefault("java-opts", "");
        for (int first = 0; first < nodeCount; first += nodesPerProcess) {
            List<String> names =
                    IntStream.range(first, Math.min(nodeCount, first + nodesPerProcess))
                            .mapToObj(i -> "node" + i)
                            .toList();
            var plan = new OwnNode.Plan(names.getFirst(), secret, settings, List.of(), javaOpts);
            OwnNodes started =
                    nodesPerProcess == 1
                            ? OwnNodes.of(OwnNode.start(directory, plan))
                            : OwnNodes.start(directory, names, plan);
            bind(nodes.size(), core -> ChildProcess.bind(started.process(), core));
            nodes.add(started.process());
            addresses.add(
                    started.addresses().stream().map(at -> "ws://" + at.getAuthority()).toList());
        }
    }

    /// Each holder has the nodes of its own processes, where all have equally many; else all have
    /// all.
    private List<String> shareOf(int holder) {
        boolean even = nodeCount % (nodesPerProcess * holderCount) == 0;
        return IntStream.range(0, addresses.size())
                .filter(i -> !even || i % holderCount == holder)
                .mapToObj(addresses::get)
                .flatMap(List::stream)
                .toList();
    }

    /// The first holder after that of the base runs on the core of the first process of nodes, and
    /// so on.
    private void bind(int number, IntConsumer process) {
        if (cores > 0) {
            process.accept(number % cores);
        }
    }

    private void startHolder(int held, List<Integer> stops, List<String> to) {
        int i = holders.size();
        String sources =
                IntStream.rangeClosed(1, Math.ceilDiv(held, DescriptorTable.SESSIONS_MAX))
                        .mapToObj(of -> "127.0.%d.%d".formatted(1 + i, of))
                        .collect(Collectors.joining(","));
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--address",
                                String.join(",", to),
                                "--sources",
                                sources,
                                "--sessions",
                                Integer.toString(held),
                                "--rate",
                                Integer.toString(Math.ceilDiv(rate, holderCount)),
                                "--under-way",
                                Integer.toString(Math.ceilDiv(underWay, holderCount)),
                                "--build",
                                // There is a time for it at each stop, and time passes at them.
                                Long.toString(
                                        build.plus(hold)
                                                .plus(REST)
                                                .plus(LOOKED_AT)
                                                .multipliedBy(1L + stops.size())
                                                .toSeconds()),
                                "--hold",
                                "0",
                                "--name",
                                "holder" + i));
        if (!stops.isEmpty()) {
            options.addAll(
                    List.of(
                            "--stops",
                            stops.stream().map(Object::toString).collect(Collectors.joining(","))));
        }
        for (String passed : List.of("chat-per-mille", "pause")) {
            if (given.containsKey(passed)) {
                options.addAll(List.of("--" + passed, given.get(passed)));
            }
        }
        holders.add(
                HolderProcess.start(
                        options,
                        secret,
                        OwnNode.settings(given.getOrDefault("holder-java-opts", "")),
                        directory.resolve("holder" + i + ".log")));
    }

    private boolean awaitAll(int all, long startNanos) throws InterruptedException {
        long welcomed = 0;
        while (welcomed < all) {
            Thread.sleep(LOOK);
            Duration sofar = Duration.ofNanos(System.nanoTime() - startNanos);
            if (Memory.availableBytes() < AVAILABLE_BYTES_MIN) {
                System.out.println("given up: the machine has no memory left");
                return false;
            }
            if (sofar.compareTo(build) > 0 || holders.stream().anyMatch(h -> !h.isAlive())) {
                return false;
            }
            welcomed = holders.stream().mapToLong(HolderProcess::welcomed).sum();
            if (sofar.toSeconds() % 10 == 0) {
                System.out.printf("%d s: %,d of %,d%n", sofar.toSeconds(), welcomed, all);
            }
        }
        System.out.printf("%,d sessions are there%n", welcomed);
        return true;
    }
}
