package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.wire.CloseCode;
import java.util.OptionalInt;

/// How frames leave for one peer and come from it. What it does not say otherwise is for the
/// socket's event loop only.
interface Transport {

    /// Begins to read.
    ///
    /// @param peer hears what comes
    void serve(Peer peer);

    /// Sends a text frame. From any event loop; frames leave in the order in which one loop sent
    /// them.
    ///
    /// @param utf8 shared, and not changed by anybody
    void text(byte[] utf8);

    /// Lets go now of what was sent and would have left by the end of the loop's tick.
    void flush();

    /// Sends a ping with nothing in it.
    void ping();

    /// Says why the connection ends, behind all that was sent before; it ends when the peer has
    /// answered, or some time after the kernel has taken it. From any event loop.
    ///
    /// @param reason at most 123 bytes of ASCII
    void close(CloseCode code, String reason);

    /// Ends the connection at once, with nobody there to take part in a closing handshake. From any
    /// event loop.
    void cut();

    /// Whether what was sent waits for the peer. From any event loop.
    boolean congested();

    /// How much waits for the peer, with what it costs beside its bytes. From any event loop.
    long waitingBytes();

    /// What happens to a connection. On the socket's event loop.
    interface Peer {
        /// A frame that is not the peer's farewell has come.
        ///
        /// @param loose whether it is no whole message: a ping, a pong, a piece
        /// @return whether it is to be read
        boolean comes(boolean loose);

        /// A whole text message.
        void text(String text);

        /// What the gateway does not read.
        ///
        /// @param why one of those below 4400
        void unreadable(CloseCode why, String reason);

        /// What was sent waits no longer.
        void drained();

        /// It is over.
        ///
        /// @param code the peer's; nothing where it said none
        void ended(OptionalInt code);
    }
}
