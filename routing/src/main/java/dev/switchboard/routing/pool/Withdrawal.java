package dev.switchboard.routing.pool;

/// Why an offer was withdrawn: the `why` of a `withdrawn` in the protocol.
public enum Withdrawal {
    TIMEOUT,
    CUSTOMER_LEFT,
    TAKEN,
    RESCINDED
}
