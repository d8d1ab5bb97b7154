package switchboard.load.bench;

import java.time.Duration;
import java.util.Map;
import switchboard.load.holder.OwnProcess;

/// What a server, its Redis and this process took of the machine in a time.
///
/// @param seconds that passed
/// @param cpu seconds of the server's process
/// @param redisCpu seconds of the Redis it stands on
/// @param ownCpu seconds of this process, which is its clients and its model
record Span(double seconds, double cpu, double redisCpu, double ownCpu) {

    /// Lets time pass and looks at what was taken meanwhile.
    static Span over(Server server, Duration time) {
        long start = System.nanoTime();
        double cpu = server.cpuSeconds();
        double redis = server.redisCpuSeconds();
        double own = own();
        Waiting.pass(time);
        return new Span(
                (System.nanoTime() - start) / 1e9,
                server.cpuSeconds() - cpu,
                server.redisCpuSeconds() - redis,
                own() - own);
    }

    private static double own() {
        return Server.seconds(OwnProcess.cpu(ProcessHandle.current()));
    }

    /// How many there are to a CPU-second of the server's process; of its Redis too where `all`.
    double perCpuSecond(double count, boolean all) {
        return count / (all ? cpu + redisCpu : cpu);
    }

    /// How much of one core the server took.
    double cpuShare() {
        return cpu / seconds;
    }

    /// Adds what was taken, as shares of one core.
    void describe(String prefix, Map<String, Double> figures) {
        figures.put(prefix + "cores", cpuShare());
        figures.put(prefix + "redisCores", redisCpu / seconds);
        figures.put(prefix + "clientCores", ownCpu / seconds);
    }
}
