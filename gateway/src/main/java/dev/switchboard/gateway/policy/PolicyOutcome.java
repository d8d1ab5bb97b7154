package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What came of reading the files.
public sealed interface PolicyOutcome {

    /// @param routing what the pool goes by
    /// @param languages of each market, BCP 47, the one most spoken first
    record Ok(RoutingPolicy routing, NavigableMap<String, List<String>> languages, Tools tools)
            implements PolicyOutcome {
        public Ok {
            NavigableMap<String, List<String>> copy = new TreeMap<>();
            languages.forEach((market, spoken) -> copy.put(market, List.copyOf(spoken)));
            languages = Collections.unmodifiableNavigableMap(copy);
        }
    }

    /// What the assistant may do on an account, by the names of its tools.
    ///
    /// @param byMarket of those that are named
    /// @param others of all others
    record Tools(NavigableMap<String, NavigableSet<String>> byMarket, NavigableSet<String> others) {
        public Tools {
            NavigableMap<String, NavigableSet<String>> copy = new TreeMap<>();
            byMarket.forEach((market, tools) -> copy.put(market, copy(tools)));
            byMarket = Collections.unmodifiableNavigableMap(copy);
            others = copy(others);
        }

        NavigableSet<String> of(Optional<String> market) {
            return market.flatMap(name -> Optional.ofNullable(byMarket.get(name))).orElse(others);
        }

        private static NavigableSet<String> copy(NavigableSet<String> tools) {
            return Collections.unmodifiableNavigableSet(new TreeSet<>(tools));
        }
    }

    /// @param errors all that is wrong, in the order of the files and their lines
    record Refused(List<PolicyError> errors) implements PolicyOutcome {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}
