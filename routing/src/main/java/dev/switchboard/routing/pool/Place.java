package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.RoutingPolicy;

/// Where an item stands in the queue.
///
/// @param key of those it stands among
/// @param language the customer's, by its primary tag
record Place(String key, String language, PriorityClass priority, boolean deferred, Age age) {

    static Place of(WorkItem item, RoutingPolicy policy) {
        String language = LanguageTag.primary(item.need().language());
        PriorityClass priority = policy.priority(policy.of(item.subject().reason()).priority());
        boolean deferred = deferred(item, policy);
        return new Place(
                Demand.firstOf(language) + priority.name() + (deferred ? " deferred" : ""),
                language,
                priority,
                deferred,
                Age.of(item));
    }

    private static boolean deferred(WorkItem item, RoutingPolicy policy) {
        return item.overflowed() != WorkItem.Overflowed.NO
                && WorkRules.overflow(item, policy) instanceof Overflow.Deferred;
    }
}
