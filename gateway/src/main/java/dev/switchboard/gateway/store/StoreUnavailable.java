package dev.switchboard.gateway.store;

/// The store could not be reached, or did not answer in time: whether the command was carried out
/// is unknown.
public sealed class StoreUnavailable extends RuntimeException permits RedisDialer.NotReached {
    private static final long serialVersionUID = 1;

    /// @param detail for the operator
    public StoreUnavailable(String detail) {
        super(detail, null, false, false);
    }
}
