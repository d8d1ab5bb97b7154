package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import java.util.ArrayList;
import java.util.List;

/// The end of a conversation's log, which each answer begins with. Where the one before was written
/// here, it need not be read again.
///
/// @param entries as many as the model is given, oldest first
/// @param spent up to there, at least of what is read for it
record Tail(List<Entry> entries, Spent spent) {

    /// In UTF-16 units, of an entry beside its text.
    private static final int UNITS_OF_ENTRY = 200;

    Tail {
        entries = List.copyOf(entries);
    }

    /// @param read as many as it takes to know what was [Spent], oldest first
    static Tail of(List<Entry> read, GatewayConfig.Assistant limits) {
        return new Tail(newest(read, limits.historyEntriesMax()), Spent.of(read, limits));
    }

    /// With what has come after it.
    Tail and(Entry next, GatewayConfig.Assistant limits) {
        List<Entry> read = new ArrayList<>(entries);
        read.add(next);
        return new Tail(newest(read, limits.historyEntriesMax()), spent.and(read));
    }

    private static List<Entry> newest(List<Entry> entries, int max) {
        return entries.subList(Math.max(0, entries.size() - max), entries.size());
    }

    /// `seq` of the newest; 0 where there is none, as in a store that has just lost it.
    long seq() {
        return entries.isEmpty() ? 0 : entries.getLast().seq();
    }

    /// What it takes in memory, in UTF-16 units, more or less.
    int weight() {
        return entries.stream().mapToInt(e -> UNITS_OF_ENTRY + units(e.event())).sum();
    }

    private static int units(ConversationEvent event) {
        return event instanceof Said said
                ? said.text().length() + said.translation().map(t -> t.text().length()).orElse(0)
                : 0;
    }
}
