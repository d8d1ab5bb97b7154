package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.MarketPolicy;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;

/// What `markets.yaml` says.
///
/// @param others what holds for a conversation of no market or of none that is named
/// @param othersTools what the assistant may do there, by the names of its tools
record Markets(
        NavigableMap<String, Market> markets,
        MarketPolicy others,
        NavigableSet<String> othersTools) {

    /// @param at where the market stands
    /// @param tools what the assistant may do there, by the names of its tools
    record Market(
            Place at, List<String> languages, MarketPolicy policy, NavigableSet<String> tools) {}
}
