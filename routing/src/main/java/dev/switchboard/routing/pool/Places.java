package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.PriorityClass;
import java.util.Iterator;

/// The customers in the queue, by language: those of one language wait for the same agents. An item
/// keeps its place while it is offered, until an agent takes it. A working copy belongs to one
/// step.
final class Places {

    /// Those of one language and priority class.
    private record Queue(PriorityClass priority, boolean deferred, Tree<Age, String> ages) {}

    private Tree<String, Queue> queues;
    private Tree<String, Integer> sizes;
    private int size;

    Places() {
        queues = Tree.byText();
        sizes = Tree.byText();
    }

    private Places(Places other) {
        queues = other.queues;
        sizes = other.sizes;
        size = other.size;
    }

    Places copy() {
        return new Places(this);
    }

    /// How many wait.
    int size() {
        return size;
    }

    /// How many of a language wait.
    ///
    /// @param language primary tag
    int size(String language) {
        Integer known = sizes.get(language);
        return known == null ? 0 : known;
    }

    void add(Place place) {
        Queue known = queues.get(place.key());
        Tree<Age, String> ages = known == null ? Tree.empty(Age.ORDER) : known.ages();
        queues =
                queues.put(
                        place.key(),
                        new Queue(
                                place.priority(),
                                place.deferred(),
                                ages.put(place.age(), place.age().conversation())));
        count(place.language(), 1);
    }

    void remove(Place place) {
        Queue known = queues.find(place.key()).orElseThrow();
        Tree<Age, String> ages = known.ages().remove(place.age());
        queues =
                ages.isEmpty()
                        ? queues.remove(place.key())
                        : queues.put(
                                place.key(), new Queue(place.priority(), place.deferred(), ages));
        count(place.language(), -1);
    }

    private void count(String language, int more) {
        int now = size(language) + more;
        sizes = now == 0 ? sizes.remove(language) : sizes.put(language, now);
        size += more;
    }

    /// How many are served before this one.
    int ahead(Place place, Precedence precedence) {
        int ahead = 0;
        Iterator<Tree.Node<String, Queue>> all =
                queues.range(Demand.firstOf(place.language()), Demand.endOf(place.language()));
        while (all.hasNext()) {
            Queue queue = all.next().value;
            ahead +=
                    queue.ages()
                            .countWhile(age ->
                                    precedence.compare(
                                                    queue.deferred(),
                                                    queue.priority(),
                                                    age,
                                                    place.deferred(),
                                                    place.priority(),
                                                    place.age())
                                            < 0);
        }
        return ahead;
    }
}
