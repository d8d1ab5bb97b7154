package switchboard.load.latency;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import switchboard.load.Arguments;
import switchboard.load.holder.ChildProcess;

/// A run's `--key value` pairs, and how a program of this package begins and ends.
final class Options {

    /// Those that every run takes, see [Fleet].
    private static final Set<String> COMMON =
            Set.of("set", "java-opts", "jfr", "aof", "seconds", "warm-up");

    private final Map<String, String> given;

    private Options(Map<String, String> given) {
        this.given = given;
    }

    /// One measurement.
    interface Run {
        /// @param loop of all its clients; it ends with the process
        /// @return whether all was as it must be
        boolean run(EventLoop loop) throws Exception;
    }

    /// What makes one of what it was told.
    interface Reading {
        /// @throws IllegalArgumentException where it makes no sense
        Run read(Options options);
    }

    /// @param more keys that this run knows beside those that all know
    /// @throws IllegalArgumentException where a key is unknown or has no value
    static Options of(List<String> arguments, String... more) {
        Set<String> known = new TreeSet<>(COMMON);
        known.addAll(List.of(more));
        return new Options(Arguments.pairs(arguments, known));
    }

    /// Reads, runs, ends what was started, and exits: with 0 where all was as it must be, 1 where
    /// it was not, 2 where it was not understood.
    static void main(Reading reading, String[] arguments, String... more) throws Exception {
        Run run;
        try {
            run = reading.read(of(List.of(arguments), more));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean passed;
        try {
            passed =
                    run.run(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next());
        } finally {
            ChildProcess.endAll();
        }
        System.exit(passed ? 0 : 1);
    }

    Map<String, String> given() {
        return given;
    }

    /// @throws IllegalArgumentException where it is no whole number or less than 1
    int positive(String key, int otherwise) {
        return atLeast(1, key, Arguments.number(given, key, otherwise));
    }

    /// @throws IllegalArgumentException where it is no whole number or less than 0
    int number(String key, int otherwise) {
        return atLeast(0, key, Arguments.number(given, key, otherwise));
    }

    private static int atLeast(int least, String key, int number) {
        if (number < least) {
            throw new IllegalArgumentException("--" + key + " must be at least " + least);
        }
        return number;
    }

    /// Positive numbers with commas between.
    List<Integer> positives(String key, String otherwise) {
        return words(key, otherwise).stream()
                .map(word -> Options.of(List.of("--" + key, word), key).positive(key, 1))
                .toList();
    }

    /// Words with commas between.
    List<String> words(String key, String otherwise) {
        return Arguments.commas(given.getOrDefault(key, otherwise));
    }
}
