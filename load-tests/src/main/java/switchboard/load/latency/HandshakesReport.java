package switchboard.load.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import switchboard.load.Json;

/// What a run of [Handshakes] found.
final class HandshakesReport {

    /// How many of a hundred sessions may have been resumed where all should be new, or new where
    /// all should be resumed, for the row to be what it says.
    private static final double STRANGERS_PERCENT_MAX = 2;

    private final List<Row> rows = new ArrayList<>();

    /// One kind of connection.
    ///
    /// @param group what keys were agreed on; empty without TLS
    /// @param done upgrades
    /// @param certificates that clients were shown meanwhile
    /// @param failures by status
    /// @param node what the node took
    /// @param own what the clients took
    record Row(
            Handshakes.Kind kind,
            String group,
            long done,
            long certificates,
            Map<Integer, Integer> failures,
            double seconds,
            CpuTime node,
            CpuTime own) {

        Row {
            failures = Map.copyOf(failures);
        }

        double perSecond() {
            return done / seconds;
        }

        double perCpuSecond() {
            return done / node.seconds();
        }

        double nodeMicrosEach() {
            return node.seconds() * 1e6 / done;
        }

        double resumedPercent() {
            return 100.0 * Math.max(0, done - certificates) / done;
        }

        /// Whether nothing failed, and connections were of the kind that they should be.
        boolean passes() {
            double strangers =
                    switch (kind) {
                        case PLAIN -> 0;
                        case TLS_FULL -> resumedPercent();
                        case TLS_RESUMED -> 100 - resumedPercent();
                    };
            return done > 0 && failures.isEmpty() && strangers <= STRANGERS_PERCENT_MAX;
        }

        /// One of the table.
        String line() {
            return "| %s | %s | %,.0f | %,.0f | %.0f, %.0f µs | %.2f | %.2f | %s | %s |"
                    .formatted(
                            kind.title(),
                            group,
                            perCpuSecond(),
                            perSecond(),
                            nodeMicrosEach(),
                            node.kernelSeconds() * 1e6 / done,
                            node.seconds() / seconds,
                            own.seconds() / seconds,
                            kind == Handshakes.Kind.PLAIN
                                    ? ""
                                    : "%.1f %%".formatted(resumedPercent()),
                            failures.isEmpty() ? "none" : failures);
        }

        ObjectNode json() {
            ObjectNode json =
                    Json.object()
                            .put("kind", kind.name().toLowerCase(Locale.ROOT))
                            .put("group", group)
                            .put("handshakes", done)
                            .put("seconds", seconds)
                            .put("perSecond", perSecond())
                            .put("nodeCpuSeconds", node.seconds())
                            .put("nodeKernelSeconds", node.kernelSeconds())
                            .put("perCpuSecond", perCpuSecond())
                            .put("nodeMicrosEach", nodeMicrosEach())
                            .put("clientsCpuSeconds", own.seconds());
            if (kind != Handshakes.Kind.PLAIN) {
                json.put("resumedPercent", resumedPercent());
            }
            ObjectNode failed = json.putObject("failures");
            failures.forEach((status, count) -> failed.put(status.toString(), count));
            return json;
        }
    }

    void add(Row row) {
        rows.add(row);
    }

    boolean passes() {
        return rows.stream().allMatch(Row::passes);
    }

    /// A table in Markdown.
    String table() {
        var table =
                new StringBuilder(
                        """
                        | connection | keys agreed on by | a second and core | a second | CPU of the node each, of it the kernel's | the node's cores | the clients' | resumed | failed |
                        |---|---|---|---|---|---|---|---|---|
                        """);
        rows.forEach(row -> table.append(row.line()).append('\n'));
        return table.toString();
    }
}
