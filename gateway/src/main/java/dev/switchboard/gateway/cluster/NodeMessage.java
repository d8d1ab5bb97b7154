package dev.switchboard.gateway.cluster;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Link;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Withdrawal;
import java.util.List;
import java.util.Optional;

/// What one node tells another. Any of them may come twice, or not at all where a node was cut off
/// from the store: none is the only trace of what it says.
public sealed interface NodeMessage {

    /// For a seat whose socket the node has.
    sealed interface ToSeat extends NodeMessage {
        String seat();
    }

    /// For a conversation that sockets of the node take part in.
    sealed interface ToConversation extends NodeMessage {
        String conversation();
    }

    /// The pool has the seat: this is how it stands.
    ///
    /// @param connection the socket that is meant
    /// @param offers all that lie before it or were taken by it
    /// @param asOf the last command that whoever leads the pool had taken; a leader that is behind
    ///   another knows nothing of later offers
    /// @param replaced sockets that gave way to it and whose end nobody has reported
    record Seated(
            String seat,
            String connection,
            String state,
            List<String> conversations,
            List<String> offers,
            Optional<CommandId> asOf,
            List<Link.Replaced> replaced)
            implements ToSeat {
        public Seated {
            replaced = List.copyOf(replaced);
            conversations = List.copyOf(conversations);
            offers = List.copyOf(offers);
        }
    }

    /// The seat has a newer socket than this.
    record Replaced(String seat, String connection) implements ToSeat {}

    /// A conversation to take or leave.
    record Offered(PoolEffect.Offer offer) implements ToSeat {
        @Override
        public String seat() {
            return offer.seat();
        }
    }

    /// An offer is not to be had any more.
    record Withdrawn(String seat, String offer, Withdrawal why) implements ToSeat {}

    /// The offer it tried to accept was no longer to be had.
    record Refused(String seat, String offer) implements ToSeat {}

    /// The seat holds this conversation now.
    record Assigned(String seat, String conversation) implements ToSeat {}

    /// Another node has committed.
    ///
    /// @param version of the conversation since then
    record Moved(String conversation, long version) implements ToConversation {}

    /// Another node takes part from now on.
    record Attends(String conversation, String node) implements ToConversation {}

    /// More of an answer that is written on another node.
    ///
    /// @param node that writes it
    /// @param began `started` or `restarted`
    /// @param offset UTF-16 units before it
    record Written(
            String conversation, String node, String turn, String began, int offset, String text)
            implements ToConversation {}

    /// Something that is not kept, such as that somebody types: the frames for either side.
    record Mentioned(String conversation, String toCustomer, String toSeat)
            implements ToConversation {}

    /// The customer's place in the queue, from 1.
    record Placed(PoolEffect.Position position) implements ToConversation {
        @Override
        public String conversation() {
            return position.conversation();
        }
    }
}
