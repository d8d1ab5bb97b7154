package switchboard.faults;

import java.util.Set;
import switchboard.faults.Violation.Invariant;

/// A part of the fleet that is broken on purpose and takes the place of the real one, to show that
/// a run can fail.
///
/// @param what it does, for the report
/// @param breaks of which the checker must find one broken
/// @param store stands before every node's Redis
/// @param door whether the way to the nodes ends connections at handoffs
record StandIn(String what, Set<Invariant> breaks, Lie store, boolean door) {

    StandIn {
        breaks = Set.copyOf(breaks);
    }

    static StandIn lostCommit() {
        return store(
                "a store that forgets a word it accepted",
                Invariant.I1_ACCEPTED_ONCE,
                BrokenStore.losesCommits());
    }

    static StandIn doubledCommit() {
        return store(
                "a store that appends a word twice",
                Invariant.I1_ACCEPTED_ONCE,
                BrokenStore.doublesCommits());
    }

    static StandIn reorderedCommits() {
        return store(
                "a store that swaps two words",
                Invariant.I1_ACCEPTED_ONCE,
                BrokenStore.reordersCommits());
    }

    static StandIn lostNotices() {
        // Whether somebody misses an entry, or is never asked for one, is for those to say who
        // meet.
        return new StandIn(
                "notices and comparisons that never come",
                Set.of(Invariant.I2_ONE_ORDER, Invariant.AT_REST),
                BrokenStore.losesNotices(),
                false);
    }

    static StandIn mistakenAuthor() {
        return store(
                "a store that names another author",
                Invariant.I3_ONE_HOLDER,
                BrokenStore.mistakesAuthors());
    }

    static StandIn secondAgent() {
        return store(
                "a store that assigns twice in one epoch",
                Invariant.I5_ONE_SEAT,
                BrokenStore.assignsTwice());
    }

    static StandIn mistakenAnswer() {
        return store(
                "a store that ends another answer than was due",
                Invariant.I9_TURNS_END,
                BrokenStore.mistakesAnswers());
    }

    static StandIn cutHandoff() {
        return new StandIn(
                "a door that ends the socket at a handoff",
                Set.of(Invariant.I4_SAME_SOCKET),
                Lie.NONE,
                true);
    }

    static StandIn store(String what, Invariant breaks, Lie lie) {
        return new StandIn(what, Set.of(breaks), lie, false);
    }
}
