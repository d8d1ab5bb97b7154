package dev.switchboard.gateway.connection;

/// What one socket is about. On the socket's event loop.
interface Session {

    /// A text frame has come.
    void frame(String text);

    /// Whether the peer has said `hello`.
    boolean greeted();

    /// Whether the peer is better not sent away now.
    default boolean busy() {
        return false;
    }

    /// The socket is gone.
    void ended();
}
