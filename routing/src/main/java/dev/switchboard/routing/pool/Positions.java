package dev.switchboard.routing.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Places in the queue. Customers of one language queue for the same agents, so each language
/// counts by itself; an item keeps its place while it is offered, until an agent takes it.
final class Positions {
    private Positions() {}

    /// Every queued conversation's place, the oldest first.
    static List<PoolEffect.Position> of(Collection<WorkItem> items) {
        Map<String, Integer> places = new HashMap<>();
        return items.stream()
                .filter(item -> item.stage().queued())
                .sorted(Ranking.ITEMS)
                .map(item -> {
                    String queue = LanguageTag.primary(item.need().language());
                    int place = places.merge(queue, 1, Integer::sum);
                    return new PoolEffect.Position(item.conversation(), item.epoch(), place);
                })
                .toList();
    }

    /// The places that are not as they were.
    static List<PoolEffect.Position> changed(
            Collection<WorkItem> before, Collection<WorkItem> after) {
        Map<String, PoolEffect.Position> known = new LinkedHashMap<>();
        of(before).forEach(position -> known.put(position.conversation(), position));
        return of(after).stream()
                .filter(position -> !position.equals(known.get(position.conversation())))
                .toList();
    }
}
