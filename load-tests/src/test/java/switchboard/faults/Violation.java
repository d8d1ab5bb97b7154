package switchboard.faults;

/// Something that must not be.
///
/// @param where the conversation or client
record Violation(Invariant invariant, String where, String what) {

    /// What must hold, by the numbers of `docs/architecture.md`.
    enum Invariant {
        /// An accepted message is in the log exactly once, in its sender's order.
        I1_ACCEPTED_ONCE,
        /// Everybody sees the log's entries, without gaps, or is told that some are gone.
        I2_ONE_ORDER,
        /// Each entry is by the holder of its epoch, the customer or the system.
        I3_ONE_HOLDER,
        /// No customer's socket ends but by a fault or a goodbye.
        I4_SAME_SOCKET,
        /// No conversation has two agents; no offer has two winners.
        I5_ONE_SEAT,
        /// Every turn ends, and every failure of the assistant ends with a person.
        I9_TURNS_END,
        /// In the end nothing is unanswered, unseen or left waiting.
        AT_REST;

        /// As reports name it: `I2`, `at rest`.
        String brief() {
            return this == AT_REST ? "at rest" : name().substring(0, 2);
        }
    }

    @Override
    public String toString() {
        return invariant + " at " + where + ": " + what;
    }
}
