package dev.switchboard.gateway.pools;

import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Withdrawal;
import java.util.List;

/// A seat's socket, as its pool sees it. Called on any event loop.
public interface SeatPeer {

    /// The seat's name in the pool.
    String seat();

    /// The socket's own name, never used twice.
    String connection();

    /// The pool has the seat: this is how it stands.
    void seated(String state, List<String> conversations);

    /// A conversation to take or leave.
    void offered(PoolEffect.Offer offer);

    /// An offer is not to be had any more.
    void withdrawn(String offer, Withdrawal why);

    /// The pool waited for an answer to an offer that never came here.
    void neverAsked();

    /// The offer it tried to accept was no longer to be had.
    void refused(String offer);

    /// The seat holds this conversation now.
    void assigned(String conversation);

    /// Whether its agent last said to be available.
    boolean available();

    /// The seat has a newer socket.
    void replaced();
}
