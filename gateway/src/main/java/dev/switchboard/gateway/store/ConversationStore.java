package dev.switchboard.gateway.store;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.MessageKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Where conversations live. Every future fails with [StoreUnavailable] where the store cannot be
/// reached.
public interface ConversationStore {

    /// The newest state, or nothing where nothing has been said.
    Future<Optional<Conversation>> load(String conversation);

    /// Appends these events if the log still ends at `expectedVersion`, all or none.
    ///
    /// @param after the state with the events applied; its version is the last one's `seq`
    /// @param message the client's message that asked for it; committed once
    /// @param messageSeq what the message is answered with, now and whenever it comes again
    /// @param attendance of the node that commits, if it is to be noted
    Future<Committed> commit(
            long expectedVersion,
            Conversation after,
            List<ConversationEvent> events,
            Optional<MessageKey> message,
            long messageSeq,
            Optional<Attendance> attendance);

    /// What a commit came to.
    sealed interface Committed {
        /// It is stored.
        ///
        /// @param nodes that take part, this one among them if it does
        record Stored(List<String> nodes) implements Committed {
            public Stored {
                nodes = List.copyOf(nodes);
            }
        }

        /// This message was stored before, with this `seq`; nothing was appended.
        record Repeated(long seq) implements Committed {}

        /// The log does not end where expected, and nothing was appended: somebody else committed
        /// first, or the store has lost entries.
        ///
        /// @param version where it ends
        record Moved(long version) implements Committed {}
    }

    /// An event in its place.
    record Entry(long seq, ConversationEvent event) {}

    /// Entries after `seq`, oldest first, at most `max`.
    Future<List<Entry>> entriesAfter(String conversation, long seq, int max);

    /// The newest entries, oldest first, at most `max`.
    Future<List<Entry>> newest(String conversation, int max);

    /// The `seq` this message was accepted with.
    Future<OptionalLong> seqOf(String conversation, MessageKey message);

    /// A node's part in a conversation: sockets of its take part, or it writes an answer.
    ///
    /// @param turn of the answer it writes
    record Attendance(String node, Optional<String> turn) {}

    /// Notes that a node takes part from now on: it is told of every commit after this.
    ///
    /// @return the nodes that take part, this one among them
    Future<List<String>> attend(String conversation, Attendance attendance);

    /// A conversation as it was when a node began to take part.
    ///
    /// @param state nothing where nothing has been said, and then nothing was noted either
    /// @param nodes that take part, the one that began among them
    /// @param entries oldest first
    record Sight(Optional<Conversation> state, List<String> nodes, List<Entry> entries) {
        public Sight {
            nodes = List.copyOf(nodes);
            entries = List.copyOf(entries);
        }
    }

    /// Notes that a node takes part from now on, where something has been said, and reads what a
    /// socket must be told, in one round trip.
    ///
    /// @param after `seq` of the last entry that the socket knows
    /// @param max entries to read at most
    Future<Sight> join(String conversation, Attendance attendance, long after, int max);

    /// Notes that a node writes an answer from now on, if no other does. One of several who try
    /// succeeds.
    ///
    /// @param attendance with the answer's turn
    /// @param lost nodes that do not count, and take no part any more
    /// @return the nodes that take part; none of them where another writes it
    Future<List<String>> claim(String conversation, Attendance attendance, List<String> lost);

    /// Notes that a node takes no part any more.
    Future<Void> leave(String conversation, String node);

    /// Who takes part in a conversation.
    Future<List<Attendance>> attendances(String conversation);

    /// The `seq` of the last entry of each of these; 0 where nothing has been said.
    Future<List<Long>> versions(List<String> conversations);

    /// The nodes that take part in these conversations, by conversation; those in which none does
    /// are left out.
    Future<Map<String, List<String>>> nodes(List<String> conversations);

    /// The person's latest conversation.
    Future<Optional<String>> latestOf(String person);

    /// Remembers the person's latest conversation.
    Future<Void> setLatestOf(String person, String conversation);
}
