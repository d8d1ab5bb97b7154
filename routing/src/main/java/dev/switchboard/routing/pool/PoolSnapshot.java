package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.List;
import java.util.NavigableMap;

/// All of a pool's state as plain records, to be stored and read again: it and the commands after
/// `last` are the whole truth.
///
/// @param last the newest command that is in this state
/// @param seats by id
/// @param items by conversation
/// @param ended the oldest first
/// @param handling by primary language tag
public record PoolSnapshot(
        String id,
        RoutingPolicy policy,
        CommandId last,
        List<Seat> seats,
        List<WorkItem> items,
        List<Ended> ended,
        NavigableMap<String, Handling> handling) {
    public PoolSnapshot {
        Check.text(id, "id");
        seats = List.copyOf(seats);
        items = List.copyOf(items);
        ended = List.copyOf(ended);
        handling = Check.sorted(handling);
    }
}
