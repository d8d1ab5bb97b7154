package switchboard.load.holder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import switchboard.load.Arguments;
import switchboard.load.Tokens;

/// Starts nodes on one Redis, holds many sessions against them, measures both, prints a table and
/// ends what it started: `hold --nodes 3 --sessions 45000`. Status 0: all sessions were there to
/// the end, and nothing that was said was lost.
public final class Hold {

    /// A process may have 20,000 descriptors on many a machine, and needs some for other things.
    private static final int SESSIONS_PER_PROCESS = 19_500;

    /// Below this the kernel ends processes, which need not be the run's.
    private static final long AVAILABLE_BYTES_MIN = 400L << 20;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Set<String> KNOWN =
            Set.of(
                    "nodes",
                    "sessions",
                    "base",
                    "at-once",
                    "rate",
                    "under-way",
                    "hold",
                    "build",
                    "chat-per-mille",
                    "pause",
                    "java-opts",
                    "set");

    private final Map<String, String> given;
    private final int nodeCount;
    private final int sessions;
    private final int base;
    private final int atOnce;
    private final int rate;
    private final int underWay;
    private final Duration hold;
    private final Duration build;
    private final Path directory;
    private final String secret;
    private final List<Process> nodes = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<HolderProcess> holders = new ArrayList<>();

    /// Sessions of those that are to come.
    private final Queue<Integer> shares = new ArrayDeque<>();

    private Hold(Map<String, String> given) throws IOException {
        this.given = given;
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
        atOnce = Arguments.number(given, "at-once", 0);
        if (sessions > nodeCount * SESSIONS_PER_PROCESS) {
            throw new IllegalArgumentException(
                    "a node takes %,d sessions here: %,d need more nodes"
                            .formatted(SESSIONS_PER_PROCESS, sessions));
        }
        directory = Files.createTempDirectory("switchboard-hold");
        secret = Tokens.newSecret();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Hold run;
        try {
            run = new Hold(Arguments.pairs(List.of(arguments), KNOWN));
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

    private boolean run() throws InterruptedException {
        System.out.println("logs are in " + directory);
        String redis = OwnRedis.start(directory).uri();
        for (int i = 0; i < nodeCount; i++) {
            startNode(i, redis);
        }
        startHolder(base, addresses);
        boolean complete = awaitAll(base, System.nanoTime());
        CpuRate calm = CpuRate.during(hold, nodes);
        Sample few = Sample.of(nodes);
        share(sessions - base);
        long start = System.nanoTime();
        complete &= awaitAll(sessions, start);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        CpuRate busy = CpuRate.during(complete ? hold : Duration.ZERO, nodes);
        Sample full = Sample.of(nodes);
        holders.forEach(HolderProcess::finish);
        List<JsonNode> lasts = new ArrayList<>();
        boolean passed = complete;
        for (HolderProcess holder : holders) {
            passed &= holder.awaitEnd() == 0;
            lasts.add(holder.last());
        }
        System.out.print(
                new HoldReport(sessions, base, took, few, calm, full, busy, lasts).table());
        return passed;
    }

    private void startNode(int number, String redis) {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "redis.uri=" + redis,
                                "connection.handshakes-per-second-max=" + 2 * rate * holderCount(),
                                "connection.handshakes-in-flight-max="
                                        + 2 * underWay * holderCount(),
                                "connection.address-frames-per-second-max=1000000"));
        settings.addAll(OwnNode.settings(given.getOrDefault("set", "")));
        OwnNode node =
                OwnNode.start(
                        directory,
                        new OwnNode.Plan(
                                "node" + number,
                                secret,
                                settings,
                                List.of(),
                                given.getOrDefault("java-opts", "")));
        nodes.add(node.process());
        addresses.add("ws://" + node.address().getAuthority());
    }

    private int holderCount() {
        return Math.ceilDiv(sessions, SESSIONS_PER_PROCESS);
    }

    private void share(int held) {
        int count = holderCount();
        for (int i = 0; i < count; i++) {
            shares.add(held / count + (i < held % count ? 1 : 0));
        }
    }

    /// All at once, each to all nodes; or a few at once, each to a node of its own: on a machine of
    /// few cores a hundred processes that are all still interpreted get nowhere.
    private void startHolders() {
        while (!shares.isEmpty() && (atOnce == 0 || building() < atOnce)) {
            int share = shares.remove();
            int next = holders.size() - 1;
            startHolder(share, atOnce == 0 ? addresses : List.of(addresses.get(next % nodeCount)));
        }
    }

    private long building() {
        return holders.stream().filter(HolderProcess::isBuilding).count();
    }

    private void startHolder(int held, List<String> to) {
        int i = holders.size();
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--address",
                                String.join(",", to),
                                "--sources",
                                "127.0.%d.%d".formatted(1 + i / 200, 1 + i % 200),
                                "--sessions",
                                Integer.toString(held),
                                "--rate",
                                Integer.toString(rate),
                                "--under-way",
                                Integer.toString(underWay),
                                "--build",
                                Long.toString(build.toSeconds()),
                                "--hold",
                                "0",
                                "--name",
                                "holder" + i));
        for (String passed : List.of("chat-per-mille", "pause")) {
            if (given.containsKey(passed)) {
                options.addAll(List.of("--" + passed, given.get(passed)));
            }
        }
        holders.add(HolderProcess.start(options, secret, directory.resolve("holder" + i + ".log")));
    }

    private boolean awaitAll(int all, long startNanos) throws InterruptedException {
        long welcomed = 0;
        while (welcomed < all) {
            startHolders();
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
