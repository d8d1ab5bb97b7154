package dev.switchboard.gateway.kit;

import io.vertx.core.json.JsonObject;
import java.util.List;

/// A seat that takes one conversation after another.
public final class Agent implements AutoCloseable {

    private final String seat;
    private final Peer peer;
    private int taken;

    /// Connects and is available.
    ///
    /// @param token of a node with the same secret
    public Agent(int port, String seat, String token) {
        this.seat = seat;
        this.peer = Peer.open(port, "/seat", token);
        peer.send("presence", "state", "available");
    }

    public String seat() {
        return seat;
    }

    /// The offers so far.
    public List<JsonObject> offers() {
        return peer.all("offer");
    }

    /// Waits for its next offer and accepts it.
    public void accept() {
        peer.send("accept", "offer", peer.nth("offer", taken).getString("offer"));
    }

    /// Waits until it is assigned what it accepted.
    ///
    /// @return the conversation
    public String assigned() {
        return peer.nth("assigned", taken++).getString("conversation");
    }

    /// Ends a conversation that it has.
    public void end(String conversation) {
        peer.send("close", "conversation", conversation, "disposition", "solved");
    }

    /// Waits for its n-th offer, from 0.
    public JsonObject offer(int n) {
        return peer.nth("offer", n);
    }

    @Override
    public void close() {
        peer.cut();
    }
}
