package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity.SeekSeat;
import dev.switchboard.routing.conversation.Holder;
import io.vertx.core.Future;

/// How a conversation asks for a seat and lets go of it. All may be said again; futures fail with
/// [dev.switchboard.gateway.store.StoreUnavailable].
public interface Seating {

    /// Asks for a seat, under the epoch of the search.
    ///
    /// @param summary for the agent
    Future<Void> seek(Conversation conversation, SeekSeat search, String summary);

    /// Nobody needs to be sought any more.
    ///
    /// @param epoch of the search
    Future<Void> cancel(String conversation, long epoch);

    /// The seat has one conversation less.
    ///
    /// @param epoch under which the seat held it
    /// @param wrapUp whether its agent still has to say how it ended, until [#wrappedUp]
    Future<Void> released(String conversation, long epoch, String seat, boolean wrapUp);

    /// The agent has said how it ended.
    ///
    /// @param epoch under which the seat held it
    Future<Void> wrappedUp(String conversation, long epoch, String seat);

    /// A supervisor's seat has the conversation, without an offer. No seat need be sought, and
    /// whichever seat had it has it no more.
    ///
    /// @param epoch that the takeover ended; the seat holds under the next one
    Future<Void> takenOver(Conversation conversation, long epoch, Holder.Agent taker);

    /// Nobody has spoken for long: the conversation needs no room at the seat that holds it.
    ///
    /// @param epoch under which the seat holds it
    Future<Void> quiet(String conversation, long epoch, String seat);

    /// Somebody has spoken again after such a silence.
    ///
    /// @param epoch under which the seat holds it
    Future<Void> woke(String conversation, long epoch, String seat);
}
