package dev.switchboard.routing.pool;

import java.util.Optional;

/// What the log of one customer's conversation says: the truth that a pool serves.
final class PoolCustomer {
    long epoch;
    boolean queued;
    Optional<String> agent = Optional.empty();

    void seekAgent() {
        epoch++;
        queued = true;
        agent = Optional.empty();
    }

    void hold(String seat) {
        epoch++;
        queued = false;
        agent = Optional.of(seat);
    }

    void end() {
        epoch++;
        queued = false;
        agent = Optional.empty();
    }
}
