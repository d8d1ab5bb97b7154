package dev.switchboard.routing.pool;

import java.util.List;

/// What a command made of a pool.
///
/// @param effects in the order in which they came about
public record Step(Pool pool, List<PoolEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
