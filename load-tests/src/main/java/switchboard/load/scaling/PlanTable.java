package switchboard.load.scaling;

import java.util.Locale;
import java.util.function.Function;

/// Fleets beside each other, in Markdown.
final class PlanTable {

    private static final double GIB = 1L << 30;

    private final Plan one;
    private final Plan ten;
    private final StringBuilder text = new StringBuilder();

    PlanTable(Plan one, Plan ten) {
        this.one = one;
        this.ten = ten;
    }

    String text() {
        begin("sessions open");
        row("conversations begun a second", p -> figure(p.load().conversations()));
        row("turns of the assistant a second", p -> figure(p.load().turns()));
        row("tokens a second", p -> figure(p.load().tokens()));
        row("words with agents a second", p -> figure(p.load().says()));
        row("handoffs a second", p -> figure(p.load().handoffs()));
        row("handshakes a second", p -> figure(p.load().handshakes()));
        begin("nodes");
        one.nodes()
                .cores()
                .keySet()
                .forEach(what ->
                        row(
                                "cores busy: " + what,
                                p -> figure(p.nodes().cores().getOrDefault(what, 0.0))));
        row("cores busy in all", p -> figure(p.nodes().busyCores()));
        row("memory of the sessions", p -> figure(p.nodes().memoryBytes() / GIB) + " GiB");
        row("bandwidth to clients", p -> figure(p.nodes().gbitOut()) + " Gbit/s");
        row("bandwidth from clients, heartbeats", p -> figure(p.nodes().gbitIn()) + " Gbit/s");
        one.nodes()
                .needed()
                .keySet()
                .forEach(what ->
                        row(
                                "nodes for want of " + what,
                                p -> figure(p.nodes().needed().getOrDefault(what, 0.0))));
        row("**nodes**, spare ones included", p -> "**" + figure(p.nodes().count()) + "**");
        row("what binds first", p -> p.nodes().binds());
        begin("Redis");
        row("commands a second", p -> figure(p.shards().commands()));
        row("cores busy", p -> figure(p.shards().cores()));
        row("memory of the conversations", p -> figure(p.shards().memoryBytes() / GIB) + " GiB");
        row("bandwidth between nodes and Redis", p -> figure(p.shards().gbit()) + " Gbit/s");
        row("**shards**, each with a replica", p -> "**" + figure(p.shards().count()) + "**");
        row("what binds first", p -> p.shards().binds());
        begin("US dollars a month");
        row("nodes", p -> figure(p.cost().nodes()));
        row("Redis", p -> figure(p.cost().redis()));
        row(
                "traffic to clients",
                p ->
                        "%s for %s TB"
                                .formatted(
                                        figure(p.cost().traffic()),
                                        figure(p.cost().terabytesOut())));
        row(
                "**for a million sessions**",
                p -> "**" + figure(p.cost().all() / p.load().sessions() * 1e6) + "**");
        begin("each node must allow");
        row(
                "sessions (`connection.sockets-max`), one zone lost",
                p -> figure(p.kernel().sessionsMost()));
        row("sessions, all zones there", p -> figure(p.kernel().sessions()));
        row("handshakes a second while another is lost", p -> figure(p.kernel().stormPerSecond()));
        row("`LimitNOFILE`, `fs.nr_open`", p -> figure(p.kernel().files()));
        row("`net.ipv4.tcp_mem`, third number, pages", p -> figure(p.kernel().tcpPages()));
        row(
                "`net.netfilter.nf_conntrack_max`, if it tracks the port",
                p -> figure(p.kernel().conntrack()));
        row(
                "addresses of a proxy that opens connections of its own",
                p -> figure(p.kernel().proxyAddresses()));
        return text.toString();
    }

    private void begin(String what) {
        text.append(text.isEmpty() ? "" : "\n")
                .append("| %s | 1 M | 10 M |\n|---|---|---|\n".formatted(what));
    }

    private void row(String what, Function<Plan, String> of) {
        text.append("| %s | %s | %s |\n".formatted(what, of.apply(one), of.apply(ten)));
    }

    /// Three digits, or all of a whole number.
    static String figure(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
