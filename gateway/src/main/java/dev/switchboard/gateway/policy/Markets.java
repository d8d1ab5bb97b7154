package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.MarketPolicy;
import java.util.List;
import java.util.NavigableMap;

/// What `markets.yaml` says.
///
/// @param others what holds for a conversation of no market or of none that is named
record Markets(NavigableMap<String, Market> markets, MarketPolicy others) {

    /// @param at where the market stands
    record Market(Place at, List<String> languages, MarketPolicy policy) {}
}
