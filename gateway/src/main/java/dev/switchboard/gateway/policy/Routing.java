package dev.switchboard.gateway.policy;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import java.util.List;
import java.util.NavigableMap;

/// What `routing.yaml` says.
record Routing(
        List<PoolEntry> pools,
        PoolTimes times,
        Relaxation relaxation,
        EstimatePolicy estimate,
        List<PriorityClass> classes,
        NavigableMap<Reason, ReasonPolicy> reasons) {
    Routing {
        pools = List.copyOf(pools);
        classes = List.copyOf(classes);
    }
}
