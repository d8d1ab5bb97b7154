package dev.switchboard.routing.pool;

/// How firmly a seat is kept from a work item.
public enum Exclusion {
    /// The agent declined it, or who enqueued it ruled the seat out: it is not offered there.
    STANDS,
    /// The agent has left since. Back again, the agent is asked only where nobody else in the pool
    /// could take it: a conversation that everybody once declined must not wait for ever.
    LAPSED
}
