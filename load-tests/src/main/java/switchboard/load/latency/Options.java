package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import switchboard.load.Arguments;
import switchboard.load.Json;
import switchboard.load.chart.Chart;
import switchboard.load.chart.Page;
import switchboard.load.holder.ChildProcess;

/// A run's `--key value` pairs, and how a program of this package begins and ends.
final class Options {

    /// Those that every run takes, see [Fleet].
    private static final Set<String> COMMON =
            Set.of("set", "java-opts", "jfr", "aof", "seconds", "warm-up", "page");

    private final Map<String, String> given;
    private final List<String> arguments;

    private Options(Map<String, String> given, List<String> arguments) {
        this.given = given;
        this.arguments = List.copyOf(arguments);
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
        return new Options(Arguments.pairs(arguments, known), arguments);
    }

    /// Reads, runs, ends what was started, and exits: with 0 where all was as it must be, 1 where
    /// it was not, 2 where it was not understood.
    ///
    /// @param name of the program, its results and its section of the page
    static void main(String name, Reading reading, String[] arguments, String... more)
            throws Exception {
        Run run;
        try {
            Options options = of(List.of(arguments), more);
            run = reading.read(options);
            if (options.page().isPresent()) {
                options.page().get().check(List.of(name));
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean passed;
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            passed = run.run(group.next());
        } finally {
            ChildProcess.endAll();
            // Where the run threw, its thread would keep the process from ending.
            group.shutdownGracefully().syncUninterruptibly();
        }
        System.exit(passed ? 0 : 1);
    }

    private Optional<Page> page() {
        return Optional.ofNullable(given.get("page")).map(Path::of).map(Page::new);
    }

    /// Prints what was found and writes it to its file; and, where all was as it must be, to the
    /// page, if one was given.
    ///
    /// @param results that were begun by [Results#begin]
    /// @param table in Markdown
    void publish(ObjectNode results, String table, List<Chart> charts, boolean passed)
            throws IOException {
        System.out.print(table);
        Results.write(results);
        if (passed && page().isPresent()) {
            String name = Json.text(results, "name");
            String made = Page.made(results, name, arguments);
            page().get().write(name, made, table, charts);
        }
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
