package dev.switchboard.routing.simulation;

/// A socket between a client and a node. Frames of one direction arrive in order. When the wire
/// breaks, each side finds out by itself, and late.
final class Connection {

    private final World world;
    private final String name;
    private final Client client;
    private final Node node;
    private final Dice dice;
    private boolean broken;
    private boolean clientClosed;
    private boolean nodeClosed;
    private long lastToNode;
    private long lastToClient;

    Connection(World world, String name, Client client, Node node) {
        this.world = world;
        this.name = name;
        this.client = client;
        this.node = node;
        this.dice = world.dice(name);
    }

    String name() {
        return name;
    }

    Node node() {
        return node;
    }

    Client client() {
        return client;
    }

    /// Whether the node still takes it for open.
    boolean openAtNode() {
        return !nodeClosed;
    }

    boolean openAtClient() {
        return !clientClosed;
    }

    void toNode(Frame frame) {
        if (clientClosed) {
            return;
        }
        long arrival = Math.max(world.timeline().now() + latency(), lastToNode + 1);
        lastToNode = arrival;
        world.timeline()
                .at(
                        arrival,
                        node,
                        () -> {
                            if (!broken && !nodeClosed) {
                                node.received(this, frame);
                            }
                        });
    }

    void toClient(Frame frame) {
        if (nodeClosed) {
            return;
        }
        world.checks().sent(this, frame);
        long arrival = Math.max(world.timeline().now() + latency(), lastToClient + 1);
        lastToClient = arrival;
        world.timeline()
                .at(
                        arrival,
                        client,
                        () -> {
                            if (!broken && !clientClosed) {
                                client.received(this, frame);
                            }
                        });
    }

    void closeByClient() {
        if (!clientClosed) {
            clientClosed = true;
            long arrival = Math.max(world.timeline().now() + latency(), lastToNode + 1);
            world.timeline().at(arrival, node, this::nodeLearns);
        }
    }

    void closeByNode() {
        if (!nodeClosed) {
            nodeClosed = true;
            world.checks().closedByNode(this);
            long arrival = Math.max(world.timeline().now() + latency(), lastToClient + 1);
            world.timeline().at(arrival, client, this::clientLearns);
        }
    }

    /// The wire is cut: whatever is under way is lost, and who waits learns of it by the silence.
    void cut() {
        broken = true;
        world.timeline().after(dice.ms(5, 900), client, this::clientLearns);
        world.timeline().after(dice.ms(5, 1_500), node, this::nodeLearns);
    }

    private void clientLearns() {
        if (!clientClosed) {
            clientClosed = true;
            client.closed(this);
        }
    }

    private void nodeLearns() {
        if (!nodeClosed) {
            nodeClosed = true;
            node.closed(this);
        }
    }

    private long latency() {
        return 300 + dice.about(4);
    }
}
