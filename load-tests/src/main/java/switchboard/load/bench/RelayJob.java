package switchboard.load.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import switchboard.load.chart.Axis;
import switchboard.load.chart.Chart;
import switchboard.load.holder.Latencies;

/// The assistant's answers on their way from a model to many clients at once: one frame a token.
/// First as fast as the clients take them, then at rates.
final class RelayJob implements Job {

    private static final Duration WELCOME = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int RATE = 200;

    /// The fair figure: what makes the load shares the machine.
    private static final String CPU = "tokensPerCpuSecond";

    private final List<Load> loads;

    RelayJob(List<Load> loads) {
        this.loads = List.copyOf(loads);
    }

    @Override
    public String name() {
        return "relay";
    }

    /// Bounds that a customer would take weeks to meet.
    private static List<String> settings(BenchOptions options) {
        return List.of(
                "model.output-tokens-max=" + Math.max(600, 2 * options.tokens()),
                "model.answer-timeout=1h",
                "assistant.turns-max=10000",
                "assistant.cost-max=2000000000");
    }

    @Override
    public Map<String, Double> measure(Peer peer, Place place) {
        BenchOptions options = place.options();
        var askers = new Askers(place.loop(), peer.dialect(), options.streams(), options.tokens());
        try (var model = new ModelServer(place.loop(), askers.streams());
                Server server = place.start(peer, model.url(), settings(options))) {
            deliver(place, model, new Delivery.Window(options.window()));
            var clients = new Clients(server, place.loop(), RATE, askers);
            clients.growTo(options.streams(), WELCOME);
            askers.firstAnswers();
            Waiting.pass(options.warmUp());
            Map<String, Double> figures = new LinkedHashMap<>();
            double capacity = fast(server, askers, options, figures);
            for (Load load : loads) {
                double each = load.tokensPerSecond(capacity) / options.streams();
                deliver(place, model, new Delivery.Paced(Math.round(1e9 / each)));
                Waiting.pass(SETTLING);
                paced(server, askers, options, load, figures);
            }
            deliver(place, model, Delivery.Window.OPEN);
            askers.rest();
            clients.leave();
            return figures;
        }
    }

    private static void deliver(Place place, ModelServer model, Delivery delivery) {
        Waiting.await(
                CompletableFuture.runAsync(() -> model.deliver(delivery), place.loop()),
                WELCOME,
                "the model");
    }

    private static double fast(
            Server server, Askers askers, BenchOptions options, Map<String, Double> figures) {
        Askers.Sofar before = askers.sofar();
        Span span = Span.over(server, options.measured());
        Askers.Sofar after = askers.sofar();
        double tokens = after.tokens() - before.tokens();
        figures.put("tokensPerSecond", tokens / span.seconds());
        figures.put(CPU, span.perCpuSecond(tokens, false));
        figures.put("tokensPerCpuSecondWithRedis", span.perCpuSecond(tokens, true));
        figures.put("tokensPerFrame", tokens / (after.frames() - before.frames()));
        span.describe("", figures);
        return tokens / span.seconds();
    }

    private static void paced(
            Server server,
            Askers askers,
            BenchOptions options,
            Load load,
            Map<String, Double> figures) {
        askers.latencies();
        Askers.Sofar before = askers.sofar();
        Span span = Span.over(server, options.measured());
        double tokens = askers.sofar().tokens() - before.tokens();
        Latencies took = askers.latencies();
        String at = at(load);
        figures.put(at + "tokensPerSecond", tokens / span.seconds());
        figures.put(at + CPU, span.perCpuSecond(tokens, false));
        figures.put(at + "p50Ms", took.percentileMs(50));
        figures.put(at + "p99Ms", took.percentileMs(99));
        span.describe(at, figures);
    }

    private static String at(Load load) {
        return "at " + load.label() + ": ";
    }

    @Override
    public List<Column> columns() {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                new Column("tokensPerSecond", "tokens/s in all", 0, false),
                                new Column(CPU, "tokens per CPU-second", 0, true),
                                new Column(
                                        "tokensPerCpuSecondWithRedis", "with Redis' CPU", 0, false),
                                new Column("tokensPerFrame", "tokens a frame", 2, false)));
        for (Load load : loads) {
            String at = at(load);
            columns.add(new Column(at + "tokensPerSecond", at + "tokens/s", 0, false));
            columns.add(new Column(at + CPU, at + "tokens per CPU-second", 0, true));
            columns.add(new Column(at + "p50Ms", at + "p50, ms", 2, false));
            columns.add(new Column(at + "p99Ms", at + "p99, ms", 2, true));
        }
        return columns;
    }

    @Override
    public List<Chart> charts(Medians medians) {
        List<Chart> charts = new ArrayList<>();
        charts.add(
                Chart.bars(
                        "relay-tokens",
                        "Tokens relayed per CPU-second of the server",
                        medians.values(CPU)));
        for (String percentile : List.of("p50Ms", "p99Ms")) {
            charts.add(
                    Chart.lines(
                            "relay-latency-" + percentile.replace("Ms", ""),
                            "Added latency of a token against load, "
                                    + percentile.replace("Ms", ""),
                            "tokens a second",
                            "ms",
                            Axis.Scale.LOGARITHMIC,
                            medians.lines(
                                    loads.stream().map(l -> at(l) + "tokensPerSecond").toList(),
                                    loads.stream().map(l -> at(l) + percentile).toList())));
        }
        return charts;
    }
}
