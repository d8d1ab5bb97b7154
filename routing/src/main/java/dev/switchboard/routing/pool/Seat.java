package dev.switchboard.routing.pool;

import java.time.Instant;

/// An agent's place in a pool, known by the agent's id. It lives from the agent's first connection
/// until its grace is over after the last; what it works on is found in the pool's work items.
///
/// @param idleSince when the agent last came on or was rid of a conversation: who has been idle
///   longest is served first among equals
public record Seat(String id, Profile profile, Link link, State state, Instant idleSince) {
    /// What may be offered to a seat.
    public enum State {
        /// Offers are welcome.
        AVAILABLE,
        /// The agent does not want any.
        AWAY,
        /// The agent let an offer pass: nothing more until a sign of life.
        NOT_RESPONDING
    }

    /// How a seat stands, for whoever looks at it from outside.
    public enum Status {
        /// Its socket is gone, and its grace not over.
        OFFLINE,
        AVAILABLE,
        /// Available, had it any room.
        BUSY,
        /// Busy, and with nothing but what has ended.
        WRAPPING_UP,
        AWAY,
        NOT_RESPONDING
    }

    public Seat {
        Check.text(id, "id");
    }

    /// Whether offers may be made, if there is room.
    public boolean open() {
        return link.up() && state == State.AVAILABLE;
    }

    Seat with(Profile newProfile) {
        return new Seat(id, newProfile, link, state, idleSince);
    }

    Seat with(Link newLink) {
        return new Seat(id, profile, newLink, state, idleSince);
    }

    Seat with(State newState, Instant newIdleSince) {
        return new Seat(id, profile, link, newState, newIdleSince);
    }
}
