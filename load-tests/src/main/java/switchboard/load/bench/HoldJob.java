package switchboard.load.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import switchboard.load.chart.Axis;
import switchboard.load.chart.Chart;

/// Clients that are welcomed and then say nothing, in crowds of two sizes, so that what the server
/// takes without anybody cancels out.
final class HoldJob implements Job {

    private static final Duration BUILD = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final List<Integer> crowds;

    /// @param crowds sizes, the smallest first
    HoldJob(List<Integer> crowds) {
        this.crowds = List.copyOf(crowds);
    }

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public Map<String, Double> measure(Peer peer, Place place) {
        BenchOptions options = place.options();
        var watch = new Watch();
        try (Server server = place.start(peer, "http://127.0.0.1:9/v1", List.of())) {
            var clients = new Clients(server, place.loop(), options.rate(), watch);
            Map<String, Double> figures = new LinkedHashMap<>();
            for (int crowd : crowds) {
                clients.growTo(crowd, BUILD);
                Waiting.pass(SETTLING);
                figures.put(rss(crowd), (double) server.rssBytes());
                server.collect();
                figures.put(collected(crowd), (double) server.rssBytes());
                figures.put(cpu(crowd), Span.over(server, options.hold()).cpuShare());
            }
            watch.allThere();
            clients.leave();
            int some = crowds.getFirst();
            int many = crowds.getLast();
            figures.put("bytes", growth(figures, collected(some), collected(many)));
            figures.put("cpuMicros", 1e6 * growth(figures, cpu(some), cpu(many)));
            return figures;
        }
    }

    private double growth(Map<String, Double> figures, String some, String many) {
        return (figures.getOrDefault(many, 0.0) - figures.getOrDefault(some, 0.0))
                / (crowds.getLast() - crowds.getFirst());
    }

    private static String rss(int crowd) {
        return crowd + ": RSS";
    }

    private static String collected(int crowd) {
        return crowd + ": RSS after a collection";
    }

    private static String cpu(int crowd) {
        return crowd + ": cores";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("bytes", "RSS a session, after a collection, B", 0, true),
                new Column("cpuMicros", "CPU a session and second, µs", 2, true));
    }

    @Override
    public List<Chart> charts(Medians medians) {
        Map<String, List<Chart.Point>> lines = new LinkedHashMap<>();
        for (Peer peer : medians.peers()) {
            lines.put(
                    peer.title(),
                    crowds.stream()
                            .map(crowd -> new Chart.Point(crowd, mebibytes(medians, peer, crowd)))
                            .toList());
        }
        return List.of(
                Chart.lines(
                        "hold-memory",
                        "Memory of the server against idle sessions, after a collection",
                        "sessions",
                        "MiB",
                        Axis.Scale.LINEAR,
                        lines));
    }

    private static double mebibytes(Medians medians, Peer peer, int crowd) {
        return medians.median(peer, collected(crowd)) / (1 << 20);
    }

    /// Notes who is lost.
    private static final class Watch implements Line.Ear {
        private final CompletableFuture<Void> lost = new CompletableFuture<>();

        @Override
        public void welcomed(Line line) {
            // Whoever grows the crowd counts them.
        }

        @Override
        public void told(Line line, String kind, String text) {
            // Nobody has asked for anything.
        }

        @Override
        public void lost(Line line, String why) {
            lost.completeExceptionally(
                    new IllegalStateException("client " + line.index() + ": " + why));
        }

        /// @throws IllegalStateException where one is not
        void allThere() {
            if (lost.isCompletedExceptionally()) {
                Waiting.await(lost, SETTLING, "");
            }
        }
    }
}
