package dev.switchboard.routing.simulation;

/// Somebody with a socket.
abstract class Client extends Process {

    Client(String name) {
        super(name);
    }

    abstract void received(Connection connection, Frame frame);

    abstract void closed(Connection connection);

    /// The conversation in which it sent this message, if it is still in it.
    abstract java.util.Optional<String> conversationOf(String message);
}
