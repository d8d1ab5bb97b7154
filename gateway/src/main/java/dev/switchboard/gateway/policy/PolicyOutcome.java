package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What came of reading the files.
public sealed interface PolicyOutcome {

    /// @param routing what the pool goes by
    /// @param languages of each market, BCP 47, the one most spoken first
    record Ok(RoutingPolicy routing, NavigableMap<String, List<String>> languages)
            implements PolicyOutcome {
        public Ok {
            NavigableMap<String, List<String>> copy = new TreeMap<>();
            languages.forEach((market, spoken) -> copy.put(market, List.copyOf(spoken)));
            languages = Collections.unmodifiableNavigableMap(copy);
        }
    }

    /// @param errors all that is wrong, in the order of the files and their lines
    record Refused(List<PolicyError> errors) implements PolicyOutcome {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}
