package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Translation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/// The log, read for somebody: for the model, for an agent, for a socket that missed some of it.
final class History {

    private static final int PAGE = 500;

    private History() {}

    /// Entries after `after`, up to and including `upTo`.
    static Future<List<Entry>> read(ConversationStore store, String id, long after, long upTo) {
        return after >= upTo
                ? Future.succeededFuture(List.of())
                : read(store, id, after, upTo, new ArrayList<>());
    }

    /// The same, where the first of them have been read already.
    static Future<List<Entry>> read(
            ConversationStore store, String id, List<Entry> first, long after, long upTo) {
        long from = first.isEmpty() ? after : first.getLast().seq();
        return from >= upTo
                ? Future.succeededFuture(first)
                : read(store, id, from, upTo, new ArrayList<>(first));
    }

    private static Future<List<Entry>> read(
            ConversationStore store, String id, long after, long upTo, List<Entry> read) {
        return store.entriesAfter(id, after, PAGE)
                .compose(page -> {
                    page.stream().filter(e -> e.seq() <= upTo).forEach(read::add);
                    boolean whole = page.size() < PAGE || page.getLast().seq() >= upTo;
                    return whole
                            ? Future.succeededFuture(read)
                            : read(store, id, page.getLast().seq(), upTo, read);
                });
    }

    /// What was said, for the model: by people and by the assistant itself, not by the gateway,
    /// whose words on queues and opening times are not the assistant's to take up. Words of the
    /// customer that no answer covers come last, also where an answer to earlier ones was written
    /// after them.
    static List<Model.Message> of(List<Entry> entries) {
        long covered = entries.stream().mapToLong(History::covers).max().orElse(0);
        var messages = new ArrayList<Model.Message>();
        var open = new ArrayList<Model.Message>();
        for (Entry entry : entries) {
            if (entry.event() instanceof Said said && !(said.from() instanceof Author.Gateway)) {
                boolean customers = said.from() instanceof Author.Customer;
                var role = customers ? Model.Role.CUSTOMER : Model.Role.ASSISTANT;
                (customers && entry.seq() > covered ? open : messages)
                        .add(new Model.Message(role, text(said)));
            }
        }
        messages.addAll(open);
        return messages;
    }

    /// The model is not to take a colleague's words for its own. It reads what the customer reads.
    private static String text(Said said) {
        return said.from() instanceof Author.Agent(_, var name)
                ? "["
                        + name
                        + ", a colleague, wrote:] "
                        + said.translation().map(Translation::text).orElse(said.text())
                : said.text();
    }

    /// `seq` up to which the customer's words are answered by this entry. An agent has read what
    /// came before.
    private static long covers(Entry entry) {
        return entry.event() instanceof Said said
                ? said.from() instanceof Author.Agent ? entry.seq() : said.covers()
                : 0;
    }

    /// `seq` of the customer's last word; 0 for none.
    static long lastCustomerSeq(List<Entry> entries) {
        return entries.stream()
                .filter(e -> e.event() instanceof Said s && s.from() instanceof Author.Customer)
                .mapToLong(Entry::seq)
                .max()
                .orElse(0);
    }
}
