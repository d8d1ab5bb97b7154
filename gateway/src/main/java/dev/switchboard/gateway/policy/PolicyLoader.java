package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/// Makes one policy of `markets.yaml` and `routing.yaml`, or says all that is wrong with them.
public final class PolicyLoader {
    public static final String MARKETS = "markets.yaml";
    public static final String ROUTING = "routing.yaml";

    private PolicyLoader() {}

    /// Reads both files of `dir`.
    public static PolicyOutcome load(Path dir) {
        return load(PolicySource.settled(dir));
    }

    static PolicyOutcome load(PolicySource source) {
        Problems marketsProblems = new Problems(source.markets().file());
        Problems routingProblems = new Problems(source.routing().file());
        Optional<Markets> markets =
                YamlReader.read(source.markets(), marketsProblems)
                        .map(keys -> MarketsReader.read(keys, marketsProblems));
        Optional<Routing> routing =
                YamlReader.read(source.routing(), routingProblems)
                        .map(keys -> RoutingReader.read(keys, routingProblems));
        if (markets.isPresent() && routing.isPresent()) {
            PoolsCheck.check(
                    routing.get().pools(), markets.get().markets().keySet(), routingProblems);
        }
        List<PolicyError> errors = new ArrayList<>(marketsProblems.errors());
        errors.addAll(routingProblems.errors());
        return errors.isEmpty()
                ? together(markets.orElseThrow(), routing.orElseThrow())
                : new PolicyOutcome.Refused(errors);
    }

    private static PolicyOutcome together(Markets markets, Routing routing) {
        NavigableMap<String, MarketPolicy> policies = new TreeMap<>();
        NavigableMap<String, List<String>> languages = new TreeMap<>();
        NavigableMap<String, NavigableSet<String>> tools = new TreeMap<>();
        markets.markets()
                .forEach((name, market) -> {
                    policies.put(name, market.policy());
                    languages.put(name, market.languages());
                    tools.put(name, market.tools());
                });
        return new PolicyOutcome.Ok(
                new RoutingPolicy(
                        routing.times(),
                        routing.relaxation(),
                        routing.estimate(),
                        routing.classes(),
                        routing.reasons(),
                        policies,
                        markets.others()),
                languages,
                new PolicyOutcome.Tools(tools, markets.othersTools()));
    }
}
