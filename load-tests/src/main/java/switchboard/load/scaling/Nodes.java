package switchboard.load.scaling;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The nodes that a load needs.
///
/// @param cores that are busy, by what they do
/// @param memoryBytes of all sessions, in the nodes and in their kernels
/// @param gbitOut to clients, on the wire
/// @param needed nodes, by what each resource asks for, without spare ones
/// @param count nodes with spare ones
record Nodes(
        Map<String, Double> cores,
        double memoryBytes,
        double gbitOut,
        double gbitIn,
        Map<String, Double> needed,
        int count) {

    private static final double MICROS = 1e6;
    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;
    private static final double BYTES_PER_GBIT = 1e9 / 8;

    Nodes {
        // In the order in which they are told.
        cores = Collections.unmodifiableMap(new LinkedHashMap<>(cores));
        needed = Collections.unmodifiableMap(new LinkedHashMap<>(needed));
    }

    static Nodes of(Figures figures, Load load) {
        Map<String, Double> cores = cores(figures, load);
        double memory = load.sessions() * sessionBytes(figures);
        double out = bytesOut(figures, load) / BYTES_PER_GBIT;
        double in = load.heartbeats() * figures.of("heartbeat-bytes-in") / BYTES_PER_GBIT;
        Map<String, Double> needed = new LinkedHashMap<>();
        needed.put(
                "CPU", sum(cores) / (figures.of("node-cores") * figures.share("cpu-percent-max")));
        needed.put(
                "memory",
                memory
                        / (figures.of("node-memory-gib") * GIB * figures.share("memory-percent-max")
                                - figures.of("node-memory-mib") * MIB));
        needed.put(
                "network", out / (figures.of("node-gbit") * figures.share("network-percent-max")));
        needed.put("sessions a node", load.sessions() / figures.of("sessions-per-node-max"));
        double most = needed.values().stream().mapToDouble(n -> n).max().orElseThrow();
        int count = (int) Math.ceil(Math.ceil(most) * (1 + figures.share("spare-percent")));
        return new Nodes(cores, memory, out, in, needed, count);
    }

    private static double sessionBytes(Figures figures) {
        double heap =
                mixed(
                        figures,
                        figures.of("session-heap-bytes-plain"),
                        figures.of("session-heap-bytes-tls"));
        double beside =
                mixed(
                        figures,
                        figures.of("session-native-bytes-plain"),
                        figures.of("session-native-bytes-tls"));
        return heap * figures.of("heap-factor") + beside + figures.of("session-kernel-bytes");
    }

    private static double mixed(Figures figures, double plain, double tls) {
        double share = figures.share("tls-percent");
        return (1 - share) * plain + share * tls;
    }

    private static Map<String, Double> cores(Figures figures, Load load) {
        double resumed = figures.share("resumed-percent");
        double withTls =
                resumed * figures.of("handshake-micros-tls-resumed")
                        + (1 - resumed) * figures.of("handshake-micros-tls-full");
        double handshake = mixed(figures, figures.of("handshake-micros-plain"), withTls);
        Map<String, Double> micros = new LinkedHashMap<>();
        micros.put("heartbeats", load.sessions() * figures.of("idle-session-micros-per-second"));
        micros.put("handshakes", load.handshakes() * (handshake + figures.of("welcome-micros")));
        micros.put("turns without tokens", load.turns() * figures.of("turn-micros"));
        micros.put("tokens", load.tokens() * figures.of("token-micros"));
        micros.put("words with agents", load.says() * figures.of("say-micros"));
        micros.put("handoffs", load.handoffs() * figures.of("handoff-micros"));
        micros.replaceAll((_, each) -> each / MICROS);
        return micros;
    }

    /// A second, to clients.
    static double bytesOut(Figures figures, Load load) {
        return load.heartbeats() * figures.of("heartbeat-bytes-out")
                + load.tokens() * figures.of("token-bytes-out")
                + load.says() * figures.of("say-bytes-out")
                + load.handshakes() * figures.of("handshake-bytes-out");
    }

    private static double sum(Map<String, Double> cores) {
        return cores.values().stream().mapToDouble(c -> c).sum();
    }

    double busyCores() {
        return sum(cores);
    }

    /// The resource that asks for the most nodes.
    String binds() {
        return needed.entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
