package switchboard.faults;

import switchboard.faults.Violation.Invariant;

/// A part of the fleet that is broken on purpose and takes the place of the real one, to show that
/// a run can fail.
///
/// @param what it does, for the report
/// @param breaks what the checker must find broken
/// @param store stands before every node's Redis
/// @param door whether the way to the nodes ends connections at handoffs
record StandIn(String what, Invariant breaks, Lie store, boolean door) {

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
        return store(
                "notices and comparisons that never come",
                Invariant.I2_ONE_ORDER,
                BrokenStore.losesNotices());
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
                Invariant.I4_SAME_SOCKET,
                Lie.NONE,
                true);
    }

    static StandIn store(String what, Invariant breaks, Lie lie) {
        return new StandIn(what, breaks, lie, false);
    }
}
