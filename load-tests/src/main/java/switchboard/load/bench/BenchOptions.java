package switchboard.load.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.load.Arguments;

/// What a [Bench] is told.
///
/// @param jobs names of what is done, in this order
/// @param peers who does it
/// @param rounds how often each does each
/// @param warmUp before anything is measured, for whatever compiles as it runs
/// @param measured how long each thing is measured
/// @param streams answers being relayed at once
/// @param tokens of an answer
/// @param window tokens under way to one client where they come as fast as they are taken
/// @param loads at which latency is measured
/// @param crowds sizes of those held, the smallest first
/// @param hold how long each crowd is held
/// @param rate handshakes a second while a crowd gathers
/// @param connections that send requests to be echoed
/// @param settings of Switchboard, `key=value`
/// @param javaOpts of Switchboard's JVM, with spaces between
/// @param page whose sections are written anew; none where nothing is to be published
record BenchOptions(
        List<String> jobs,
        List<Peer> peers,
        int rounds,
        Duration warmUp,
        Duration measured,
        int streams,
        int tokens,
        int window,
        List<Load> loads,
        List<Integer> crowds,
        Duration hold,
        int rate,
        int connections,
        List<String> settings,
        String javaOpts,
        Optional<Path> page) {

    private static final int SESSIONS_MAX = 18_000;
    private static final Set<String> KNOWN =
            Set.of(
                    "jobs",
                    "peers",
                    "rounds",
                    "warm-up",
                    "seconds",
                    "streams",
                    "tokens",
                    "window",
                    "loads",
                    "sessions",
                    "hold",
                    "rate",
                    "connections",
                    "set",
                    "java-opts",
                    "page");

    BenchOptions {
        jobs = List.copyOf(jobs);
        peers = List.copyOf(peers);
        loads = List.copyOf(loads);
        crowds = List.copyOf(crowds);
        settings = List.copyOf(settings);
        if (crowds.size() != 2 || crowds.getFirst() >= crowds.getLast()) {
            throw new IllegalArgumentException(
                    "--sessions takes two numbers, the smaller first, such as 1000,10000");
        }
        if (crowds.getLast() > SESSIONS_MAX) {
            throw new IllegalArgumentException(
                    "--sessions: one process holds at most %,d".formatted(SESSIONS_MAX));
        }
    }

    /// Reads `--key value` pairs; seconds are whole numbers.
    ///
    /// @param home of Switchboard
    /// @throws IllegalArgumentException where a key is unknown or a value is none
    static BenchOptions of(List<String> arguments, Path home) {
        Map<String, String> given = Arguments.pairs(arguments, KNOWN);
        String page = given.getOrDefault("page", home.resolve("docs/benchmarks.md").toString());
        return new BenchOptions(
                list(given, "jobs", String.join(",", Jobs.NAMES)).stream()
                        .map(BenchOptions::job)
                        .toList(),
                list(given, "peers", keys()).stream().map(BenchOptions::peer).toList(),
                positive(given, "rounds", 3),
                Duration.ofSeconds(positive(given, "warm-up", 20)),
                Duration.ofSeconds(positive(given, "seconds", 10)),
                positive(given, "streams", 200),
                positive(given, "tokens", 400),
                positive(given, "window", 1),
                list(given, "loads", "25%,50%,75%").stream().map(Load::of).toList(),
                list(given, "sessions", "1000,10000").stream().map(BenchOptions::sessions).toList(),
                Duration.ofSeconds(positive(given, "hold", 50)),
                positive(given, "rate", 400),
                positive(given, "connections", 200),
                Arrays.stream(given.getOrDefault("set", "").split(" ", -1))
                        .filter(setting -> !setting.isEmpty())
                        .toList(),
                given.getOrDefault("java-opts", ""),
                page.equals("none") ? Optional.empty() : Optional.of(Path.of(page)));
    }

    private static List<String> list(Map<String, String> given, String key, String otherwise) {
        return Arguments.commas(given.getOrDefault(key, otherwise));
    }

    private static String job(String name) {
        if (!Jobs.NAMES.contains(name)) {
            throw new IllegalArgumentException(name + " is no job; there are " + Jobs.NAMES);
        }
        return name;
    }

    private static Peer peer(String key) {
        return Arrays.stream(Peer.values())
                .filter(peer -> peer.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(key + " is no peer; there are " + keys()));
    }

    private static String keys() {
        return Arrays.stream(Peer.values()).map(Peer::key).collect(Collectors.joining(","));
    }

    private static int sessions(String number) {
        return positive(Map.of("sessions", number), "sessions", 0);
    }

    private static int positive(Map<String, String> given, String key, int otherwise) {
        int number = Arguments.number(given, key, otherwise);
        if (number < 1) {
            throw new IllegalArgumentException("--" + key + " must be at least 1");
        }
        return number;
    }
}
