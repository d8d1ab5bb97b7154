package switchboard.load.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import switchboard.load.Json;
import switchboard.load.Machine;
import switchboard.load.chart.Page;
import switchboard.load.holder.ChildProcess;

/// Has each peer do each job, in rounds that begin with another peer each time: `bench --jobs relay
/// --rounds 5`. Status 0: all did all; 1: one failed, and its job and those after it were not
/// published; 2: it was not understood.
public final class Bench {

    private static final int ATTEMPTS = 2;

    private final Path home;
    private final List<String> arguments;
    private final BenchOptions options;
    private final ObjectNode machine;
    private final Results results;
    private final Path directory;
    private boolean failed;

    private Bench(Path home, List<String> arguments, BenchOptions options) throws IOException {
        this.home = home;
        this.arguments = List.copyOf(arguments);
        this.options = options;
        machine = described(home);
        Path file =
                home.resolve("load-tests/target/bench/" + machine.path("at").asText() + ".json");
        results = new Results(file, arguments, machine);
        directory = Files.createTempDirectory("switchboard-bench");
        System.out.println("results are in " + file + ", logs in " + directory);
    }

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("switchboard.home"));
        BenchOptions options;
        try {
            options = BenchOptions.of(List.of(arguments), home);
            if (options.page().isPresent()) {
                new Page(options.page().get()).check(options.jobs());
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean well;
        try {
            well = new Bench(home, List.of(arguments), options).run();
        } finally {
            ChildProcess.endAll();
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run() throws IOException {
        for (String name : options.jobs()) {
            Job job = Jobs.of(name, options);
            for (int round = 0; round < options.rounds(); round++) {
                List<Peer> order = new ArrayList<>(options.peers());
                Collections.rotate(order, -round);
                for (Peer peer : order) {
                    measure(job, round, peer);
                }
            }
            Medians medians = results.of(job);
            String table = JobTable.of(job, medians);
            System.out.println("\n" + table);
            if (!failed && options.page().isPresent()) {
                new Page(options.page().get())
                        .write(job.name(), made(), table, job.charts(medians));
            }
        }
        return !failed;
    }

    /// What fails is noted and tried once more: a machine may have been busy with something else.
    private void measure(Job job, int round, Peer peer) throws IOException {
        boolean well = false;
        for (int attempt = 1; attempt <= ATTEMPTS && !well; attempt++) {
            well = attempt(job, round, peer, attempt);
        }
        failed |= !well;
    }

    private boolean attempt(Job job, int round, Peer peer, int attempt) throws IOException {
        String what = "%s-%d-%s-%d".formatted(job.name(), round, peer.key(), attempt);
        Path own = Files.createDirectories(directory.resolve(what));
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            var place = new Place(home, own, group.next(), options);
            Map<String, Double> figures = job.measure(peer, place);
            results.add(job, round, peer, figures);
            System.out.println(what + ": " + figures);
            return true;
        } catch (IllegalStateException e) {
            results.failed(job, round, peer, String.valueOf(e.getMessage()));
            System.err.println(what + " failed, its logs are in " + own + ": " + e.getMessage());
            return false;
        } finally {
            ChildProcess.endAll();
            group.shutdownGracefully().syncUninterruptibly();
        }
    }

    private static ObjectNode described(Path home) throws IOException {
        ObjectNode machine = Machine.describe().put("node", said("node", "--version"));
        String peers = Files.readString(home.resolve("load-tests/peers/package.json"));
        machine.set("peers", Json.read(peers).path("dependencies"));
        return machine;
    }

    /// Its first line; empty where there is no such program.
    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            byte[] out = process.getInputStream().readAllBytes();
            return new String(out, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private String made() {
        return "%s, Node %s. Medians, rounds: %d. `%s`"
                .formatted(
                        Machine.inWords(machine),
                        machine.path("node").asText(),
                        options.rounds(),
                        Page.command("bench", arguments));
    }
}
