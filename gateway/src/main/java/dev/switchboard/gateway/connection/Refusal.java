package dev.switchboard.gateway.connection;

import java.util.Locale;

/// Why a handshake is not answered with an upgrade.
enum Refusal {
    /// There are no sockets at this path.
    PATH(404),
    /// The protocol's name was not offered.
    SUBPROTOCOL(400),
    /// No token, or one that does not hold.
    TOKEN(401),
    /// Customers and seats have a door each.
    ROLE(403),
    /// This node is about to end.
    CLOSED(503),
    /// More come in a second than are let in.
    RATE(503),
    /// Too many who came have not been greeted yet.
    IN_FLIGHT(503),
    /// The node has as many sockets as it can carry.
    SOCKETS(503),
    /// The person has as many sockets as one may have.
    PERSON(429),
    /// The address has as many sockets as one may have.
    ADDRESS(429),
    /// The address sends more handshakes and frames than one may.
    ADDRESS_RATE(429);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /// The status of the HTTP answer.
    int status() {
        return status;
    }

    /// Whether the same handshake may succeed later.
    boolean passes() {
        return status == 503 || status == 429;
    }

    /// Its name in metrics.
    String why() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
