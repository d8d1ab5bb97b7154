package dev.switchboard.gateway.connection;

import java.util.Optional;

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

    /// What a customer is spoken to in, BCP 47; nothing to others. From any thread.
    default Optional<String> language() {
        return Optional.empty();
    }

    /// The socket is gone.
    void ended();
}
