package dev.switchboard.gateway.policy;

import java.util.List;
import java.util.Optional;

/// A pool as the file names it.
///
/// @param at where its name stands
/// @param markets that it serves; nothing for all
record PoolEntry(String name, Place at, Optional<List<Placed<String>>> markets) {
    PoolEntry {
        markets = markets.map(List::copyOf);
    }

    String marketsKey() {
        return "pools." + name + ".markets";
    }
}
