package dev.switchboard.gateway.conversation;

import java.util.List;

/// What goes out to one socket. Safe to use from any event loop; frames leave in the order in which
/// one loop wrote them.
public interface Outbox {

    /// Sends a frame, encoded. The bytes are shared with other sockets and must not be changed.
    void write(byte[] frame);

    /// Sends frames that belong together, and of which there may be more than may wait: who comes
    /// back is shown all that was missed.
    default void writeAll(List<byte[]> frames) {
        frames.forEach(this::write);
    }

    /// Whether what was written waits for the peer. Frames are still taken; what can be merged
    /// should wait.
    boolean congested();

    /// Calls back once when the socket is not congested any more, on the socket's event loop.
    void onDrain(Runnable then);

    /// Ends the connection with a goodbye; the peer comes back and resumes.
    ///
    /// @param reason the protocol's word for it
    /// @param reconnectAfterSeconds within which the peer comes back at random
    void sendAway(String reason, int reconnectAfterSeconds);
}
