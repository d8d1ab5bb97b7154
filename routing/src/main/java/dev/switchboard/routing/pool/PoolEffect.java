package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the world is to be told after a step. Whoever gets one twice sees it by its ids and does
/// nothing the second time. A seat's node and connection are found in the pool.
public sealed interface PoolEffect {
    /// Put an offer before a seat.
    ///
    /// @param translated whether the agent does not speak the customer's language
    record Offer(
            String seat,
            String offer,
            String conversation,
            long epoch,
            Reason reason,
            String language,
            String summary,
            boolean translated,
            Instant enqueuedAt,
            Instant expiresAt)
            implements PoolEffect {}

    /// Take an offer back.
    record Withdraw(String seat, String offer, Withdrawal why) implements PoolEffect {}

    /// Make the seat the conversation's holder, if the conversation is still in that epoch. To be
    /// answered by [PoolCommand.Assigned], also where that had happened before, or by
    /// [PoolCommand.AssignRefused].
    ///
    /// @param translation whether the agent does not speak the customer's language, which the
    ///   customer is told
    /// @param languages primary tags of those the agent speaks, the one first that others are
    ///   translated into
    record Assign(
            String conversation,
            long epoch,
            String seat,
            String name,
            String offer,
            boolean translation,
            List<String> languages)
            implements PoolEffect {
        public Assign {
            languages = List.copyOf(languages);
        }
    }

    /// The offer was no longer to be had.
    record AcceptRefused(String seat, String offer) implements PoolEffect {}

    /// The conversation has lost its agent. To be answered by a [PoolCommand.Enqueue] with its next
    /// epoch and this `enqueuedAt`, or by a [PoolCommand.Cancel] where it wants nobody.
    record Requeue(String conversation, long epoch, String seat, Instant enqueuedAt)
            implements PoolEffect {}

    /// Whom the conversation was meant for is out of reach: anybody who fits may have it.
    record TargetUnavailable(String conversation, long epoch, Target target)
            implements PoolEffect {}

    /// Nobody took the conversation in time, or it came while nobody was at work: the customer is
    /// told where it goes.
    ///
    /// @param opensAt when somebody will be at work again, where nobody is and that is known
    record Overflow(
            String conversation,
            long epoch,
            dev.switchboard.routing.policy.Overflow to,
            Optional<Instant> opensAt)
            implements PoolEffect {}

    /// The customer's place in the queue, from 1. A step tells it to who has just come; later
    /// changes are the [Positions]' to tell.
    ///
    /// @param waits an honest range, or nothing where there is no basis for one; a step tells none
    record Position(String conversation, long epoch, int position, Optional<Wait> waits)
            implements PoolEffect {}
}
