package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What ties a seat to its agent's socket.
///
/// @param node the node that has the socket
/// @param connection the socket's id, never used twice
/// @param lostAt when the socket went, where it has gone
/// @param former the latest connections that are over: a late copy of their commands must not bring
///   them back, for nobody would ever report their end again
public record Link(String node, String connection, Optional<Instant> lostAt, List<String> former) {
    private static final int FORMER_MAX = 8;

    public Link {
        Check.text(node, "node");
        Check.text(connection, "connection");
        former = List.copyOf(former);
    }

    static Link to(String node, String connection) {
        return new Link(node, connection, Optional.empty(), List.of());
    }

    public boolean up() {
        return lostAt.isEmpty();
    }

    /// A newer socket has taken the seat.
    Link replacedBy(String newNode, String newConnection) {
        List<String> over = connection.equals(newConnection) ? former : over(connection);
        return new Link(newNode, newConnection, Optional.empty(), over);
    }

    Link lost(Instant at) {
        return new Link(node, connection, Optional.of(at), over(connection));
    }

    /// Another connection than the present one is known to be over.
    Link forget(String other) {
        return new Link(node, connection, lostAt, over(other));
    }

    private List<String> over(String ended) {
        if (former.contains(ended)) {
            return former;
        }
        List<String> all = new ArrayList<>(former);
        all.add(ended);
        return all.subList(Math.max(0, all.size() - FORMER_MAX), all.size());
    }
}
