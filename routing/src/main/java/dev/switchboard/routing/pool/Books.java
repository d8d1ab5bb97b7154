package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.RoutingPolicy;

/// All that a pool knows, by every way in which it is looked up. Two thirds of it follow from the
/// rest, and are not in a [PoolSnapshot].
///
/// @param items by conversation
/// @param room those that wait
/// @param places those that are queued
/// @param offers conversation by the id of an offer that may still be declined
/// @param exclusions conversations by the seats they are kept from
/// @param atSeats conversations by the seats they lie with or before
/// @param dues when time alone will change something
/// @param ended what is over, by conversation
/// @param endedByAge the same, the oldest first
/// @param handling by primary language tag
record Books(
        RoutingPolicy policy,
        Bench bench,
        Tree<String, Slot> items,
        WaitingRoom room,
        Places places,
        Tree<String, String> offers,
        Grouped<String> exclusions,
        Grouped<String> atSeats,
        Tree<Due, Due> dues,
        Tree<String, Ended> ended,
        Tree<Age, String> endedByAge,
        Tree<String, Handling> handling) {

    static Books empty(RoutingPolicy policy) {
        return new Books(
                policy,
                new Bench(),
                Tree.byKey(),
                new WaitingRoom(),
                new Places(),
                Tree.byKey(),
                Grouped.empty(),
                Grouped.empty(),
                Tree.empty(Due.ORDER),
                Tree.byKey(),
                Tree.empty(Age.ORDER),
                Tree.byText());
    }
}
