package switchboard.load.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import switchboard.load.chart.Chart;

/// Clients that send a short text, wait for its echo and send the next one: what a frame in and a
/// frame out cost. Switchboard, which echoes nothing, is sent a `ping` of its protocol instead.
final class EchoJob implements Job {

    private static final Duration WELCOME = Duration.ofMinutes(1);
    private static final int BYTES = 64;
    private static final int RATE = 200;
    private static final String CPU = "requestsPerCpuSecond";

    /// Nobody would let a customer ask so fast.
    private static final List<String> SETTINGS =
            List.of(
                    "connection.frames-per-second-max=1000000",
                    "connection.frames-burst-max=1000000",
                    "connection.person-frames-per-second-max=1000000");

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Map<String, Double> measure(Peer peer, Place place) {
        BenchOptions options = place.options();
        var senders = new Senders(peer.dialect());
        try (Server server = place.start(peer, "http://127.0.0.1:9/v1", SETTINGS)) {
            var clients = new Clients(server, place.loop(), RATE, senders);
            clients.growTo(options.connections(), WELCOME);
            Waiting.pass(options.warmUp());
            long before = senders.answered();
            Span span = Span.over(server, options.measured());
            double answered = senders.answered() - before;
            clients.leave();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("requestsPerSecond", answered / span.seconds());
            figures.put(CPU, span.perCpuSecond(answered, false));
            span.describe("", figures);
            return figures;
        }
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("requestsPerSecond", "requests/s in all", 0, false),
                new Column(CPU, "requests per CPU-second", 0, true));
    }

    @Override
    public List<Chart> charts(Medians medians) {
        return List.of(
                Chart.bars(
                        "echo-requests",
                        "64-byte requests answered per CPU-second of the server",
                        medians.values(CPU)));
    }

    private static final class Senders implements Line.Ear {
        private final String request;
        private final String answer;
        private final AtomicLong answered = new AtomicLong();
        private final CompletableFuture<Void> failed = new CompletableFuture<>();

        Senders(Dialect dialect) {
            request = dialect.request(BYTES);
            answer = dialect.answerToRequest();
        }

        long answered() {
            if (failed.isCompletedExceptionally()) {
                Waiting.await(failed, WELCOME, "");
            }
            return answered.get();
        }

        @Override
        public void welcomed(Line line) {
            line.send(request);
        }

        @Override
        public void told(Line line, String kind, String text) {
            if (kind.equals(answer)) {
                answered.lazySet(answered.get() + 1);
                line.send(request);
            } else {
                lost(line, "a request was answered with " + text);
            }
        }

        @Override
        public void lost(Line line, String why) {
            failed.completeExceptionally(
                    new IllegalStateException("client " + line.index() + ": " + why));
        }
    }
}
