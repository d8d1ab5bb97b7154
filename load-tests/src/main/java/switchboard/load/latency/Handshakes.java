package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import switchboard.load.holder.OwnNode;

/// How many handshakes a node takes: `handshakes --seconds 20`. So many clients at once connect,
/// show a token, are let in, leave, and connect again; a node for each kind of connection. Counted
/// are whole upgrades, in a second of time and in a second of the node's CPU, all of its threads
/// and the kernel's work for it included.
public final class Handshakes {

    private final Options options;
    private final int seconds;
    private final int warmUp;
    private final int underWay;
    private final List<Kind> kinds;
    private final List<String> groups;

    /// What is between TCP and WebSocket.
    enum Kind {
        PLAIN,
        /// A TLS handshake with a certificate each time.
        TLS_FULL,
        /// A TLS session that was there before is resumed each time.
        TLS_RESUMED;

        static Kind of(String name) {
            return switch (name) {
                case "plain" -> PLAIN;
                case "full" -> TLS_FULL;
                case "resumed" -> TLS_RESUMED;
                default ->
                        throw new IllegalArgumentException(
                                "--kinds are plain, full and resumed, not " + name);
            };
        }

        String title() {
            return switch (this) {
                case PLAIN -> "plain";
                case TLS_FULL -> "TLS, full (P-256)";
                case TLS_RESUMED -> "TLS, resumed";
            };
        }
    }

    private Handshakes(Options options) {
        this.options = options;
        seconds = options.positive("seconds", 20);
        warmUp = options.number("warm-up", 40);
        underWay = options.positive("under-way", 64);
        kinds = options.words("kinds", "plain,full,resumed").stream().map(Kind::of).toList();
        groups = options.words("groups", "X25519,X25519MLKEM768");
        if (kinds.stream().anyMatch(kind -> kind != Kind.PLAIN)) {
            groups.forEach(group -> new ClientTls(false, Optional.of(group)));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Options.main(
                "handshakes",
                options -> new Handshakes(options)::run,
                arguments,
                "kinds",
                "groups",
                "under-way");
    }

    private boolean run(EventLoop loop) throws Exception {
        ObjectNode results = Results.begin("handshakes").put("underWay", underWay);
        var report = new HandshakesReport();
        for (Kind kind : kinds) {
            for (String group : kind == Kind.PLAIN ? List.of("") : groups) {
                HandshakesReport.Row row = measured(kind, group, loop);
                System.out.println(row.line());
                report.add(row);
                results.withArray("kinds").add(row.json());
            }
        }
        options.publish(results, report.table(), List.of(), report.passes());
        return report.passes();
    }

    private HandshakesReport.Row measured(Kind kind, String group, EventLoop loop)
            throws Exception {
        var fleet = new Fleet(options.given());
        List<String> settings = new ArrayList<>();
        Optional<ClientTls> tls = Optional.empty();
        if (kind != Kind.PLAIN) {
            settings.addAll(Certificate.make(fleet.directory()).settings());
            tls = Optional.of(new ClientTls(kind == Kind.TLS_RESUMED, Optional.of(group)));
        }
        OwnNode node = fleet.start(settings);
        try {
            var callers = new Callers(node.address(), fleet.tokens(), new Dialer(loop, tls));
            loop.execute(() -> callers.begin(underWay));
            TimeUnit.SECONDS.sleep(warmUp);
            Moment from = Moment.of(callers, tls, node);
            TimeUnit.SECONDS.sleep(seconds);
            Moment to = Moment.of(callers, tls, node);
            loop.execute(callers::end);
            callers.awaitGone();
            return row(kind, group, from, to, callers);
        } finally {
            node.process().destroy();
            node.process().waitFor();
            fleet.redis().destroy();
        }
    }

    private static HandshakesReport.Row row(
            Kind kind, String group, Moment from, Moment to, Callers callers) {
        return new HandshakesReport.Row(
                kind,
                group,
                to.done - from.done,
                to.certificates - from.certificates,
                callers.failures(),
                (to.atNanos - from.atNanos) / 1e9,
                to.node.minus(from.node),
                to.own.minus(from.own));
    }

    /// What has been counted up to a moment.
    private record Moment(long atNanos, long done, long certificates, CpuTime node, CpuTime own) {

        static Moment of(Callers callers, Optional<ClientTls> tls, OwnNode node) {
            return new Moment(
                    System.nanoTime(),
                    callers.done(),
                    tls.map(ClientTls::certificates).orElse(0L),
                    CpuTime.of(node.process().toHandle()),
                    CpuTime.of(ProcessHandle.current()));
        }
    }
}
