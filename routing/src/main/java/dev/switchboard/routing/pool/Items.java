package dev.switchboard.routing.pool;

/// Finds work items by conversation.
interface Items {
    /// One that is there.
    WorkItem get(String conversation);
}
