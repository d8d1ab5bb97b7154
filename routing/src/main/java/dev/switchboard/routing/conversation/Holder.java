package dev.switchboard.routing.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    /// @param languages primary BCP 47 tags of those that the agent reads, the one first that
    ///   others are translated into; none where they are not known
    record Agent(
            String seat, String name, Reason reason, Instant waitingSince, List<String> languages)
            implements Holder {
        public Agent {
            // States that nodes of an older version wrote have none.
            languages = List.copyOf(Objects.requireNonNullElse(languages, List.of()));
        }

        /// Whether what is written in this language needs no translation for the agent. One whose
        /// languages are not known is taken to read all.
        ///
        /// @param language primary BCP 47 tag
        public boolean reads(String language) {
            return languages.isEmpty() || languages.contains(language);
        }
    }

    /// Nobody any more.
    ///
    /// @param at since when
    record Closed(Reason reason, Instant at) implements Holder {}
}
