package switchboard.load.holder;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a [Holder] is told.
///
/// @param addresses `ws://host:port` of the nodes; sessions are dealt out to them in turn
/// @param sources local addresses that sockets come from, in turn
/// @param sessions how many
/// @param rate handshakes that begin in a second
/// @param underWayMax handshakes at once
/// @param hold how long all of them are held, once they are there
/// @param build how long that may take
/// @param chatPerMille how many of a thousand sessions chat
/// @param pause between an answer and the next word, on average
/// @param name of this process, in its customers' names
public record HolderOptions(
        List<URI> addresses,
        List<String> sources,
        int sessions,
        int rate,
        int underWayMax,
        Duration hold,
        Duration build,
        int chatPerMille,
        Duration pause,
        String name) {

    private static final Set<String> KNOWN =
            Set.of(
                    "address",
                    "sources",
                    "sessions",
                    "rate",
                    "under-way",
                    "hold",
                    "build",
                    "chat-per-mille",
                    "pause",
                    "name");

    public HolderOptions {
        addresses = List.copyOf(addresses);
        sources = List.copyOf(sources);
    }

    /// Reads `--key value` pairs; seconds are whole numbers.
    ///
    /// @throws IllegalArgumentException where a key is unknown or a value is none
    static HolderOptions of(List<String> arguments) {
        Map<String, String> given = pairs(arguments, KNOWN);
        return new HolderOptions(
                commas(given.getOrDefault("address", "ws://127.0.0.1:8080")).stream()
                        .map(URI::create)
                        .toList(),
                commas(given.getOrDefault("sources", "127.0.0.1")),
                number(given, "sessions", 1_000),
                number(given, "rate", 200),
                number(given, "under-way", 100),
                Duration.ofSeconds(number(given, "hold", 60)),
                Duration.ofSeconds(number(given, "build", 600)),
                number(given, "chat-per-mille", 1),
                Duration.ofSeconds(number(given, "pause", 10)),
                given.getOrDefault("name", "holder"));
    }

    /// Reads `--key value` pairs.
    public static Map<String, String> pairs(List<String> arguments, Set<String> known) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String key = arguments.get(i).replaceFirst("^--", "");
            if (!known.contains(key) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        arguments.get(i) + ": known are, each with a value, " + sorted(known));
            }
            pairs.put(key, arguments.get(i + 1));
        }
        return pairs;
    }

    private static List<String> sorted(Set<String> known) {
        return known.stream().map(key -> "--" + key).sorted().toList();
    }

    public static int number(Map<String, String> given, String key, int otherwise) {
        try {
            return Integer.parseInt(given.getOrDefault(key, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + key + " is no whole number", e);
        }
    }

    public static List<String> commas(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
