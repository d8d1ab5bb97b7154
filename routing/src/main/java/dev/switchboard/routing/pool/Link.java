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
/// @param former the latest connections that are over or have given way: a late copy of their
///   commands must not bring them back, for nobody would ever report their end again
/// @param replaced those of them that gave way and whose end nobody has reported: where the one
///   that took the seat was only late, and ends, the last of these still has it
public record Link(
        String node,
        String connection,
        Optional<Instant> lostAt,
        List<String> former,
        List<Replaced> replaced) {
    private static final int FORMER_MAX = 8;
    private static final int REPLACED_MAX = 3;

    /// A socket that gave way to another.
    public record Replaced(String node, String connection) {
        public Replaced {
            Check.text(node, "node");
            Check.text(connection, "connection");
        }
    }

    public Link {
        Check.text(node, "node");
        Check.text(connection, "connection");
        former = List.copyOf(former);
        replaced = List.copyOf(replaced);
    }

    static Link to(String node, String connection) {
        return new Link(node, connection, Optional.empty(), List.of(), List.of());
    }

    public boolean up() {
        return lostAt.isEmpty();
    }

    /// A newer socket has taken the seat.
    Link replacedBy(String newNode, String newConnection) {
        if (connection.equals(newConnection)) {
            return new Link(newNode, newConnection, Optional.empty(), former, replaced);
        }
        List<Replaced> all = new ArrayList<>(replaced);
        if (up()) {
            all.add(new Replaced(node, connection));
        }
        return new Link(
                newNode,
                newConnection,
                Optional.empty(),
                over(connection),
                all.subList(Math.max(0, all.size() - REPLACED_MAX), all.size()));
    }

    /// The socket has gone: the seat is lost, or is again with the one that had given way to it.
    Link lost(Instant at) {
        if (replaced.isEmpty()) {
            return new Link(node, connection, Optional.of(at), over(connection), List.of());
        }
        Replaced back = replaced.getLast();
        List<String> others = new ArrayList<>(over(connection));
        others.remove(back.connection());
        return new Link(
                back.node(),
                back.connection(),
                Optional.empty(),
                others,
                replaced.subList(0, replaced.size() - 1));
    }

    /// Another connection than the present one is known to be over.
    Link forget(String other) {
        return new Link(
                node,
                connection,
                lostAt,
                over(other),
                replaced.stream().filter(r -> !r.connection().equals(other)).toList());
    }

    /// Whatever was on this node is over, save the present connection.
    Link forgetNode(String other) {
        return new Link(
                node,
                connection,
                lostAt,
                former,
                replaced.stream().filter(r -> !r.node().equals(other)).toList());
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
