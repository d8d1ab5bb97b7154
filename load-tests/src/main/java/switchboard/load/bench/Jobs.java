package switchboard.load.bench;

import java.util.List;

/// All jobs that there are.
final class Jobs {

    /// As options name them.
    static final List<String> NAMES = List.of("relay", "hold", "echo");

    private Jobs() {}

    /// The job of this name, as the options want it.
    ///
    /// @throws IllegalArgumentException where there is none
    static Job of(String name, BenchOptions options) {
        return switch (name) {
            case "relay" -> new RelayJob(options.loads());
            case "hold" -> new HoldJob(options.crowds());
            case "echo" -> new EchoJob();
            default -> throw new IllegalArgumentException(name + " is no job");
        };
    }
}
