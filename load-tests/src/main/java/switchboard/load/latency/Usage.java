package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import switchboard.load.Json;

/// What a run's processes have taken up to a moment.
///
/// @param nodeSeconds of CPU, by node
/// @param redisSeconds of CPU
/// @param ownSeconds of CPU
/// @param redis what Redis has counted
record Usage(
        long atNanos,
        List<Double> nodeSeconds,
        double redisSeconds,
        double ownSeconds,
        Map<String, Long> redis) {

    Usage {
        nodeSeconds = List.copyOf(nodeSeconds);
        redis = Map.copyOf(redis);
    }

    static Usage of(Fleet fleet) {
        return new Usage(
                System.nanoTime(),
                fleet.nodes().stream()
                        .map(n -> CpuTime.of(n.process().toHandle()).seconds())
                        .toList(),
                CpuTime.of(fleet.redis().toHandle()).seconds(),
                CpuTime.of(ProcessHandle.current()).seconds(),
                RedisTalk.counters(RedisTalk.ask(fleet.redisAddress(), "INFO stats")));
    }

    /// What was taken since an earlier one, of which each of so many things took its share:
    /// `seconds`, cores, and microseconds, commands and bytes each.
    ObjectNode since(Usage from, long things) {
        double seconds = (atNanos - from.atNanos) / 1e9;
        ObjectNode json = Json.object().put("seconds", seconds);
        double allNodes = 0;
        for (int i = 0; i < nodeSeconds.size(); i++) {
            double node = nodeSeconds.get(i) - from.nodeSeconds.get(i);
            allNodes += node;
            json.withArray("nodeCores").add(node / seconds);
            json.withArray("nodeMicrosEach").add(node * 1e6 / things);
        }
        double redisTook = redisSeconds - from.redisSeconds;
        return json.put("nodesMicrosEach", allNodes * 1e6 / things)
                .put("redisCores", redisTook / seconds)
                .put("redisMicrosEach", redisTook * 1e6 / things)
                .put("clientCores", (ownSeconds - from.ownSeconds) / seconds)
                .put("redisCommandsEach", each(from, "total_commands_processed", things))
                .put("redisBytesInEach", each(from, "total_net_input_bytes", things))
                .put("redisBytesOutEach", each(from, "total_net_output_bytes", things));
    }

    private double each(Usage from, String counter, long things) {
        return (double) (count(counter) - from.count(counter)) / things;
    }

    private long count(String counter) {
        return redis.getOrDefault(counter, 0L);
    }
}
