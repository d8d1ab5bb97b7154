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
    /// @param after the state with the events applied
    /// @param message the client's message that asked for it; committed once
    /// @param messageSeq what the message is answered with, now and whenever it comes again
    Future<Committed> commit(
            long expectedVersion,
            Conversation after,
            List<ConversationEvent> events,
            Optional<MessageKey> message,
            long messageSeq);

    /// What a commit came to.
    sealed interface Committed {
        /// It is stored.
        record Stored() implements Committed {}

        /// This message was stored before, with this `seq`; nothing was appended.
        record Repeated(long seq) implements Committed {}

        /// Somebody else committed first; nothing was appended.
        record Moved() implements Committed {}
    }

    /// An event in its place.
    record Entry(long seq, ConversationEvent event) {}

    /// Entries after `seq`, oldest first, at most `max`.
    Future<List<Entry>> entriesAfter(String conversation, long seq, int max);

    /// The newest entries, oldest first, at most `max`.
    Future<List<Entry>> newest(String conversation, int max);

    /// The `seq` this message was accepted with.
    Future<OptionalLong> seqOf(String conversation, MessageKey message);

    /// The nodes that take part in these conversations, by conversation; those in which none does
    /// are left out.
    Future<Map<String, List<String>>> nodes(List<String> conversations);

    /// The person's latest conversation.
    Future<Optional<String>> latestOf(String person);

    /// Remembers the person's latest conversation.
    Future<Void> setLatestOf(String person, String conversation);
}
