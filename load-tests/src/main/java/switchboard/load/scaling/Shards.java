package switchboard.load.scaling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// The Redis Cluster that a load needs.
///
/// @param commands a second
/// @param cores that are busy
/// @param memoryBytes of all conversations that are kept
/// @param needed shards, by what each resource asks for
/// @param count shards, each a primary and a replica
record Shards(
        double commands,
        double cores,
        double memoryBytes,
        double gbit,
        Map<String, Double> needed,
        int count) {

    private static final double MICROS = 1e6;
    private static final double GIB = 1L << 30;
    private static final double BYTES_PER_GBIT = 1e9 / 8;
    private static final double SECONDS_PER_HOUR = 3_600;

    /// Fewer make no Redis Cluster.
    private static final int CLUSTER_MIN = 3;

    Shards {
        needed = Map.copyOf(needed);
    }

    static Shards of(Figures figures, Load load, Nodes nodes) {
        double commands =
                load.says() * figures.of("say-redis-commands")
                        + load.turns() * figures.of("turn-redis-commands")
                        + load.handoffs() * figures.of("handoff-redis-commands")
                        + load.handshakes() * figures.of("welcome-redis-commands")
                        + nodes.count() * figures.of("node-redis-commands-per-second");
        double cores = commands * figures.of("redis-command-micros") / MICROS;
        double kept =
                load.mean(figures).conversations()
                        * figures.of("retention-hours")
                        * SECONDS_PER_HOUR;
        double memory =
                kept
                        * (figures.of("conversation-redis-bytes")
                                + figures.of("entries-per-conversation")
                                        * figures.of("entry-redis-bytes"));
        Map<String, Double> needed = new HashMap<>();
        // One core of a shard carries out commands, whatever its machine has.
        needed.put("CPU", cores / figures.share("cpu-percent-max"));
        needed.put(
                "memory",
                memory
                        / (figures.of("redis-memory-gib")
                                * GIB
                                * figures.share("memory-percent-max")));
        double most = needed.values().stream().mapToDouble(n -> n).max().orElseThrow();
        return new Shards(
                commands,
                cores,
                memory,
                commands * figures.of("redis-command-bytes") / BYTES_PER_GBIT,
                needed,
                Math.max(CLUSTER_MIN, (int) Math.ceil(most)));
    }

    /// The resource that asks for the most shards.
    String binds() {
        return needed.entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
