package switchboard.load.scaling;

/// A fleet for so many sessions, what it costs, and what its machines must be told.
record Plan(Load load, Nodes nodes, Shards shards, Cost cost, Kernel kernel) {

    private static final double SECONDS_PER_MONTH = 730 * 3_600.0;

    static Plan of(Figures figures, double sessions) {
        Load load = Load.of(figures, sessions);
        Nodes nodes = Nodes.of(figures, load);
        Shards shards = Shards.of(figures, load, nodes);
        return new Plan(
                load,
                nodes,
                shards,
                Cost.of(figures, load, nodes, shards),
                Kernel.of(figures, load, nodes));
    }

    /// What it costs in a month, without the model's tokens.
    ///
    /// @param terabytesOut to clients, at the mean
    record Cost(double nodes, double redis, double terabytesOut, double traffic) {

        static Cost of(Figures figures, Load load, Nodes nodes, Shards shards) {
            double terabytes =
                    Nodes.bytesOut(figures, load.mean(figures)) * SECONDS_PER_MONTH / 1e12;
            return new Cost(
                    nodes.count() * figures.of("node-price-per-month"),
                    shards.count() * figures.of("redis-price-per-month"),
                    terabytes,
                    terabytes * 1_000 * figures.of("traffic-price-per-gb"));
        }

        double all() {
            return nodes + redis + traffic;
        }
    }

    /// What a node's kernel and process must allow.
    ///
    /// @param sessions on each node while none is lost
    /// @param sessionsMost on each when all spare ones are lost
    /// @param stormPerSecond handshakes of each other node when one is lost
    /// @param files of the process
    /// @param tcpPages the third of `net.ipv4.tcp_mem`, in pages
    /// @param conntrack entries, where it is not left out for the node's port
    /// @param proxyAddresses that a proxy with connections of its own needs for each node's port
    record Kernel(
            double sessions,
            double sessionsMost,
            double stormPerSecond,
            double files,
            double tcpPages,
            double conntrack,
            double proxyAddresses) {

        private static final double FILES_BESIDE = 10_000;
        private static final double PORTS_PER_ADDRESS = 60_000;
        private static final double PAGE_BYTES = 4_096;

        /// Of an idle socket, as it is when data waits in it.
        private static final double BUFFERED_BYTES = 2_048;

        static Kernel of(Figures figures, Load load, Nodes nodes) {
            double each = load.sessions() / nodes.count();
            double most = each * (1 + figures.share("spare-percent"));
            double storm =
                    each / Math.max(1, nodes.count() - 1) / figures.of("storm-seconds")
                            + load.handshakes() / nodes.count();
            return new Kernel(
                    each,
                    most,
                    storm,
                    rounded(most + FILES_BESIDE),
                    rounded(most * BUFFERED_BYTES / PAGE_BYTES),
                    rounded(2 * most),
                    Math.ceil(most / PORTS_PER_ADDRESS));
        }

        /// Up, to two digits.
        static double rounded(double value) {
            double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(value)) - 1));
            return Math.ceil(value / unit) * unit;
        }
    }
}
