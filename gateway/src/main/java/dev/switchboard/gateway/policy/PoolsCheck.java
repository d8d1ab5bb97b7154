package dev.switchboard.gateway.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whether pools and markets fit: each market is served by one pool, and no pool serves a market
/// that there is not.
final class PoolsCheck {
    /// Conversations are filed here. Serving several needs a leader for each.
    private static final String POOL = "default";

    private final List<PoolEntry> pools;
    private final Problems problems;

    private PoolsCheck(List<PoolEntry> pools, Problems problems) {
        this.pools = pools;
        this.problems = problems;
    }

    /// @param markets those of `markets.yaml`
    static void check(List<PoolEntry> pools, Set<String> markets, Problems problems) {
        PoolsCheck check = new PoolsCheck(pools, problems);
        check.one();
        check.known(markets);
        check.apart(markets);
    }

    private void one() {
        if (pools.stream().noneMatch(pool -> pool.name().equals(POOL))) {
            Place at = pools.isEmpty() ? Place.START : pools.getFirst().at();
            problems.add(
                    at,
                    "pools",
                    "pools has no pool %s, but it is needed: it takes whatever no other pool serves"
                            .formatted(POOL));
        }
        for (PoolEntry pool : pools) {
            if (!pool.name().equals(POOL)) {
                problems.add(
                        pool.at(),
                        "pools." + pool.name(),
                        ("pools.%s is one pool more than a gateway can run so far: only pools.%s is"
                                        + " possible")
                                .formatted(pool.name(), POOL));
            }
        }
    }

    private void known(Set<String> markets) {
        for (PoolEntry pool : pools) {
            pool.markets().orElse(List.of()).stream()
                    .filter(market -> !markets.contains(market.value()))
                    .forEach(market ->
                            problems.add(
                                    market.at(),
                                    pool.marketsKey(),
                                    "%s names %s, but a market of %s is needed"
                                            .formatted(
                                                    pool.marketsKey(),
                                                    market.value(),
                                                    PolicyLoader.MARKETS)));
        }
    }

    private void apart(Set<String> markets) {
        Map<String, String> servedBy = new TreeMap<>();
        for (PoolEntry pool : pools) {
            List<Placed<String>> served =
                    pool.markets()
                            .orElseGet(() ->
                                    markets.stream()
                                            .map(market -> new Placed<>(market, pool.at()))
                                            .toList());
            for (Placed<String> market : served) {
                String other = servedBy.putIfAbsent(market.value(), pool.name());
                if (other != null) {
                    problems.add(
                            market.at(),
                            pool.marketsKey(),
                            "%s names %s, which the pool %s serves already"
                                    .formatted(pool.marketsKey(), market.value(), other));
                }
            }
        }
        if (!pools.isEmpty()) {
            for (String market : markets) {
                if (!servedBy.containsKey(market)) {
                    problems.add(
                            pools.getFirst().at(),
                            "pools",
                            "no pool serves %s, but each market of %s needs one"
                                    .formatted(market, PolicyLoader.MARKETS));
                }
            }
        }
    }
}
