package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How far a work item has come.
public sealed interface Stage {
    /// No seat has it.
    ///
    /// @param missed the offer that was last withdrawn, if it was the last thing to happen: a
    ///   decline that crosses the withdrawal still counts
    record Waiting(Optional<Offer> missed) implements Stage {}

    /// It lies before a seat.
    record Offered(Offer offer) implements Stage {}

    /// An agent took it; the conversation's own commit has yet to say so. It stays so whatever
    /// becomes of the seat, for the commit may already have happened.
    ///
    /// @param translation whether the agent did not speak the customer's language then
    /// @param languages as of [PoolEffect.Assign]
    record Accepted(
            String seat, String name, String offer, boolean translation, List<String> languages)
            implements Stage {
        public Accepted {
            // Snapshots that nodes of an older version wrote have none.
            languages = List.copyOf(Objects.requireNonNullElse(languages, List.of()));
            Check.text(seat, "seat");
            Check.text(name, "name");
            Check.text(offer, "offer");
        }
    }

    /// The conversation is the seat's.
    ///
    /// @param offer by which it came there; empty where a supervisor took it over
    /// @param since when the seat got it
    /// @param quiet whether nobody has said anything for so long that it takes no room
    /// @param override whether it may be more than the seat's capacity allows: a supervisor took
    ///   it, or a word woke it while the seat was full
    record Assigned(
            String seat, Optional<String> offer, Instant since, boolean quiet, boolean override)
            implements Stage {
        public Assigned {
            Check.text(seat, "seat");
        }
    }

    /// It has ended, and the agent has yet to say how.
    record WrappingUp(String seat, Instant until) implements Stage {
        public WrappingUp {
            Check.text(seat, "seat");
        }
    }

    /// The agent has left it; the conversation has yet to come back with its next epoch. Until then
    /// nobody can take it, since an assignment under this epoch would be refused.
    record Requeueing(String seat) implements Stage {
        public Requeueing {
            Check.text(seat, "seat");
        }
    }

    /// The seat it lies with or before.
    default Optional<String> atSeat() {
        return switch (this) {
            case Waiting _, Requeueing _ -> Optional.empty();
            case Offered(Offer offer) -> Optional.of(offer.seat());
            case Accepted accepted -> Optional.of(accepted.seat());
            case Assigned assigned -> Optional.of(assigned.seat());
            case WrappingUp wrapping -> Optional.of(wrapping.seat());
        };
    }

    /// Whether it takes room at that seat.
    default boolean takesRoom() {
        return switch (this) {
            case Waiting _, Requeueing _ -> false;
            case Offered _, Accepted _, WrappingUp _ -> true;
            case Assigned assigned -> !assigned.quiet();
        };
    }

    /// Whether the customer is still in the queue.
    default boolean queued() {
        return switch (this) {
            case Waiting _, Offered _ -> true;
            case Accepted _, Assigned _, WrappingUp _, Requeueing _ -> false;
        };
    }
}
