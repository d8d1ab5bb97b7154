package dev.switchboard.routing.pool;

import org.jspecify.annotations.Nullable;

/// A work item with where the pool has put it down.
///
/// @param cost units of a seat's capacity
/// @param place in the queue; null where it is not queued
/// @param line key of the line it waits in; null where it does not wait
/// @param due when time alone will change it; null for never
record Slot(
        WorkItem item, int cost, @Nullable Place place, @Nullable String line, @Nullable Due due) {}
