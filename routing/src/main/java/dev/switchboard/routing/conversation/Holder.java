package dev.switchboard.routing.conversation;

import java.time.Instant;
import java.util.List;

/// Who has the conversation, and what must be known while they have it.
public sealed interface Holder {

    /// The assistant answers.
    record Assistant() implements Holder {}

    /// A seat is being sought.
    ///
    /// @param summary for the agent; empty where the reason's origin had none
    /// @param since when the customer began to wait; kept over transfers and lost seats
    /// @param excluded seats that are not asked
    record Queue(Reason reason, String summary, Target target, Instant since, List<String> excluded)
            implements Holder {
        public Queue {
            excluded = List.copyOf(excluded);
        }
    }

    /// A person at a seat.
    ///
    /// @param reason why it came to a person
    /// @param waitingSince when the customer began to wait: their age, should this seat be lost
    record Agent(String seat, String name, Reason reason, Instant waitingSince) implements Holder {}

    /// Nobody any more.
    ///
    /// @param at since when
    record Closed(Reason reason, Instant at) implements Holder {}
}
