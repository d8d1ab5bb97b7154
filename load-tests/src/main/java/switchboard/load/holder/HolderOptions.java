package switchboard.load.holder;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.load.Arguments;

/// What a [Holder] is told.
///
/// @param addresses `ws://host:port` of the nodes; each gets its share of the sessions
/// @param sources local addresses that sockets come from, in turn
/// @param sessions how many
/// @param rate handshakes that begin in a second
/// @param underWayMax handshakes at once
/// @param hold how long all of them are held, once they are there; zero for as long as standard
///   input is open
/// @param build how long that may take
/// @param chatPerMille how many of a thousand sessions chat
/// @param stops how many of the sessions come at first, and how many are there in all after each
///   order to grow but the last, after which all may come
/// @param pause between an answer and the next word, on average
/// @param name of this process, in its customers' names
record HolderOptions(
        List<URI> addresses,
        List<String> sources,
        int sessions,
        int rate,
        int underWayMax,
        Duration hold,
        Duration build,
        int chatPerMille,
        List<Integer> stops,
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
                    "stops",
                    "pause",
                    "name");

    HolderOptions {
        addresses = List.copyOf(addresses);
        sources = List.copyOf(sources);
        stops = List.copyOf(stops);
        for (int i = 0; i < stops.size(); i++) {
            int before = i == 0 ? 0 : stops.get(i - 1);
            if (!hold.isZero() || stops.get(i) < before || stops.get(i) > sessions) {
                throw new IllegalArgumentException(
                        "--stops take orders, and so --hold 0, and go up to --sessions");
            }
        }
    }

    /// Which address a session goes to, after so many moves. Neighbours go to the same one: whoever
    /// waits for few sockets is woken for many events at a time, for one of many sockets for each.
    int addressOf(int index, int moves) {
        long block = (long) index * addresses.size() / sessions;
        return (int) ((block + moves) % addresses.size());
    }

    /// Reads `--key value` pairs; seconds are whole numbers.
    ///
    /// @throws IllegalArgumentException where a key is unknown or a value is none
    static HolderOptions of(List<String> arguments) {
        Map<String, String> given = Arguments.pairs(arguments, KNOWN);
        return new HolderOptions(
                Arguments.commas(given.getOrDefault("address", "ws://127.0.0.1:8080")).stream()
                        .map(URI::create)
                        .toList(),
                Arguments.commas(given.getOrDefault("sources", "127.0.0.1")),
                Arguments.number(given, "sessions", 1_000),
                Arguments.number(given, "rate", 200),
                Arguments.number(given, "under-way", 100),
                Duration.ofSeconds(Arguments.number(given, "hold", 60)),
                Duration.ofSeconds(Arguments.number(given, "build", 600)),
                Arguments.number(given, "chat-per-mille", 1),
                Arguments.numbers(given, "stops"),
                Duration.ofSeconds(Arguments.number(given, "pause", 10)),
                given.getOrDefault("name", "holder"));
    }
}
