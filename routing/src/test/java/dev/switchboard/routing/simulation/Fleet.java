package dev.switchboard.routing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The nodes that there are, and the sockets between them and the clients.
final class Fleet extends Process {

    private final List<Node> nodes = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private int starts;

    Fleet() {
        super("fleet");
    }

    /// Starts a node under a name that none has had.
    Node start(World world) {
        Node node = new Node("node-" + (++starts), world);
        nodes.add(node);
        world.tell(node.name(), () -> "starts");
        node.start();
        return node;
    }

    /// Those that run, be they frozen.
    List<Node> running() {
        nodes.removeIf(node -> !node.alive());
        return nodes;
    }

    /// A node dies: its sockets break.
    void end(Node node) {
        node.die();
        connections.stream().filter(c -> c.node() == node).forEach(Connection::cut);
    }

    /// A socket to one of the nodes.
    Optional<Connection> connect(World world, Client client, String name, Dice dice) {
        List<Node> running = running().stream().filter(n -> n.ready()).toList();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Connection connection = new Connection(world, name, client, dice.one(running));
        connections.removeIf(c -> !c.openAtClient());
        connections.add(connection);
        return Optional.of(connection);
    }

    List<Connection> connections() {
        connections.removeIf(c -> !c.openAtClient());
        return connections;
    }
}
