package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that can happen to a pool. Every command may be sent again by a writer who does not know
/// whether the first try arrived: the second changes nothing.
///
/// `epoch` is always the one of the [Enqueue] that is meant, unless it says otherwise.
public sealed interface PoolCommand {
    /// An agent has connected. A new seat is away until the agent says otherwise; one that is back
    /// within its grace, or on a newer socket, goes on as it was.
    ///
    /// @param connection the socket's id, never used twice
    record SeatUp(String seat, Profile profile, String node, String connection)
            implements PoolCommand {
        public SeatUp {
            Check.text(seat, "seat");
            Check.text(node, "node");
            Check.text(connection, "connection");
        }
    }

    /// An agent wants offers, or does not. Going away returns the agent's conversations.
    record Presence(String seat, State state) implements PoolCommand {
        /// What an agent can choose to be.
        public enum State {
            AVAILABLE,
            AWAY
        }

        public Presence {
            Check.text(seat, "seat");
        }
    }

    /// An agent gave some other sign of life, such as a word to a customer.
    record Acted(String seat) implements PoolCommand {
        public Acted {
            Check.text(seat, "seat");
        }
    }

    /// An agent's socket has ended.
    record SeatLost(String seat, String connection) implements PoolCommand {
        public SeatLost {
            Check.text(seat, "seat");
            Check.text(connection, "connection");
        }
    }

    /// A node has ended, and every socket on it.
    record NodeLost(String node) implements PoolCommand {
        public NodeLost {
            Check.text(node, "node");
        }
    }

    /// A conversation wants a person. Of two with the same epoch the first counts; a newer epoch
    /// takes the place of an older.
    ///
    /// @param enqueuedAt when the customer began to wait; without it, the age the pool knows for
    ///   this conversation or else the command's time
    /// @param excludedSeats who must not get it, such as the agent who transfers it
    record Enqueue(
            String conversation,
            long epoch,
            Subject subject,
            Need need,
            Optional<Instant> enqueuedAt,
            List<String> excludedSeats)
            implements PoolCommand {
        public Enqueue {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            excludedSeats = Check.texts(excludedSeats, "excludedSeats");
        }
    }

    /// A conversation wants nobody any more.
    ///
    /// @param epoch that of its [Enqueue]; a later one may run ahead of a takeover
    /// @param why what a seat that has the offer is told
    record Cancel(String conversation, long epoch, Withdrawal why) implements PoolCommand {
        public Cancel {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
        }

        /// The customer has left.
        public Cancel(String conversation, long epoch) {
            this(conversation, epoch, Withdrawal.CUSTOMER_LEFT);
        }
    }

    /// An agent takes an offer.
    record Accept(String seat, String offer) implements PoolCommand {
        public Accept {
            Check.text(seat, "seat");
            Check.text(offer, "offer");
        }
    }

    /// An agent does not take an offer.
    record Decline(String seat, String offer, Optional<String> reason) implements PoolCommand {
        public Decline {
            Check.text(seat, "seat");
            Check.text(offer, "offer");
        }
    }

    /// The conversation's commit made the seat its holder: the answer to [PoolEffect.Assign].
    record Assigned(String conversation, long epoch, String seat) implements PoolCommand {
        public Assigned {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// The conversation refused: it has left the epoch, and not for this very seat. Never sent for
    /// a store that could not be reached, since the work item is dropped.
    record AssignRefused(String conversation, long epoch, String seat) implements PoolCommand {
        public AssignRefused {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// The seat holds the conversation no more: closed, transferred or returned.
    ///
    /// @param epoch that of its [Enqueue] or that under which the seat held it
    /// @param wrapUp whether somebody else ended it, so that the agent has yet to say how it went
    record Released(String conversation, long epoch, String seat, boolean wrapUp)
            implements PoolCommand {
        public Released {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// The agent has said how a conversation went that somebody else had ended.
    ///
    /// @param epoch as in [Released]
    record WrappedUp(String conversation, long epoch, String seat) implements PoolCommand {
        public WrappedUp {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// A supervisor has taken a conversation, wherever it was; its commit has said so.
    ///
    /// @param epoch the one that the takeover ended: the seat holds the conversation under the next
    record TakenOver(String conversation, long epoch, String seat, Subject subject, Need need)
            implements PoolCommand {
        public TakenOver {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// Nobody has said anything for long in a conversation that the seat holds: it takes no room
    /// there until somebody does.
    ///
    /// @param epoch as in [Released]
    record Quiet(String conversation, long epoch, String seat) implements PoolCommand {
        public Quiet {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// Somebody has said something again.
    ///
    /// @param epoch as in [Released]
    record Woke(String conversation, long epoch, String seat) implements PoolCommand {
        public Woke {
            Check.text(conversation, "conversation");
            Check.epoch(epoch);
            Check.text(seat, "seat");
        }
    }

    /// The pool goes by this policy from now on; an offer that is under way keeps its end.
    record UsePolicy(RoutingPolicy policy) implements PoolCommand {}

    /// Nothing but time has passed. Needed at [Pool#nextDeadline()].
    record Tick() implements PoolCommand {}
}
