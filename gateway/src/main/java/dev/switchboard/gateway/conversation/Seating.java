package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity.SeekSeat;
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
    Future<Void> released(String conversation, long epoch, String seat);
}
